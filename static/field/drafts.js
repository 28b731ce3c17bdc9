// What was typed and not yet saved: sealed beside the ids its record will have, so that a draft that is taken up again makes the same record. Pure.

/** @import {Change, Data} from "./types.js" */

/** @param {string} path */
export const nameOf = (path) => `draft ${path}`;

/** @param {string} path @param {Data} [value] none deletes it @returns {Change} */
export const draft = (path, value) => ({ store: "settings", key: nameOf(path), value });

/** What was half written about somebody goes with them. @param {string} youth @returns {Change[]} */
export const withoutDrafts = (youth) => ["person", "followups"].map((page) => ({ ...draft(`/${page}/${youth}`), under: true }));

/** The ids of the form's record as the draft has them; those it does not know are new. @param {Data} fixed @param {Data | undefined} kept @returns {Data} */
export const idsOf = (fixed, kept) => Object.fromEntries(Object.entries(fixed).map(([name, id]) => [name, kept?.[name] ?? id]));

/**
 * How a form that changes a record is taken up again: what was typed goes over the record as it stands now, with the version it was typed upon.
 * What nobody typed is neither kept from before nor sent.
 * @param {Data} now every field as it stands on the record @param {number | undefined} version the record's @param {Data | undefined} kept
 * @returns {{values: Data, opening: Data, base_version: number | undefined}}
 */
export function resumed(now, version, kept) {
  const opening = /** @type {Data | undefined} */ (kept?.opening);
  if (!kept || !opening) return { values: kept ?? now, opening: now, base_version: version };
  const typed = Object.keys(now).filter((name) => !isSame(kept[name], opening[name]));
  const only = (/** @type {Data} */ of) => Object.fromEntries(typed.map((name) => [name, of[name] ?? ""]));
  return { values: { ...now, ...only(kept) }, opening: { ...now, ...only(opening) }, base_version: typed.length ? Number(kept.base_version) : version };
}

/** @param {unknown} one @param {unknown} other */
export const isSame = (one, other) => String(one ?? "") === String(other ?? "");
