// What was typed and not yet saved: sealed beside the ids its record will have, so that a draft that is taken up again makes the same record. Pure.

/** @import {Change, Data} from "./types.js" */

/** @param {string} path */
export const nameOf = (path) => `draft ${path}`;

/** @param {string} path @param {Data} [value] none deletes it @returns {Change} */
export const draft = (path, value) => ({ store: "settings", key: nameOf(path), value });

/** The ids of the form's record as the draft has them; those it does not know are new. @param {Data} fixed @param {Data | undefined} kept @returns {Data} */
export const idsOf = (fixed, kept) => Object.fromEntries(Object.entries(fixed).map(([name, id]) => [name, kept?.[name] ?? id]));
