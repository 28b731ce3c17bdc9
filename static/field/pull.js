// Fetches what changed, page by page. How far it came is on disk together with what came, so that being cut changes nothing.

import { withoutDrafts } from "./drafts.js";
import { Refusal, Unreachable } from "./errors.js";
import { aged, isLocal, isOpen, judged, sentAgain } from "./operations.js";
import { SealedPeople } from "./people.js";

/** @import {Id, Item, Person, Vault} from "./types.js" */
/** @import {SealedOutbox} from "./outbox.js" */
/** @import {Result} from "./operations.js" */
/** @typedef {(path: string) => Promise<{body: any}>} Ask */
/** @typedef {{cursor: string, roster: string}} Cursor */
/** @typedef {{cursor: string, has_more: boolean, people: Person[], roster?: {digest: string, ids?: Id[]}, outcomes?: Result[]}} Page */

const PAGE = 200;

/** Everything that changed since the last time. Throws the refusal `start-over` where the server was set back. @param {Vault} vault @param {SealedPeople} people @param {SealedOutbox} outbox @param {Ask} signed */
export async function pull(vault, people, outbox, signed) {
  const answered = new Set(outbox.items().filter((item) => isLocal(item) && !isOpen(item)).map(({ id }) => id));
  for (;;) {
    const from = await cursorOf(vault);
    const page = pageOf((await signed(`changes?${new URLSearchParams({ since: from.cursor, roster: from.roster, limit: String(PAGE) })}`)).body);
    if (page.has_more && page.cursor === from.cursor) throw new Unreachable("no progress");
    // Before the list counts as followed: whoever is cut off here is asked for again.
    if (!page.has_more && page.roster?.ids) await missing(page.roster.ids, page.people, people, signed);
    await keep(page, from, people, outbox, answered);
    if (!page.has_more) return;
  }
}

/** How far the phone has followed the server. @param {Vault} vault @returns {Promise<Cursor>} */
export const cursorOf = async (vault) => (await vault.setting("cursor")) ?? { cursor: "", roster: "" };

/** The server was set back to an older copy: everybody is fetched anew, and what it acknowledged lately is sent again under the same ids. @param {SealedOutbox} outbox */
export async function startOver(outbox) {
  const now = Date.now();
  await outbox.update((items) => ({
    changed: items.map((item) => sentAgain(item, now)),
    also: [{ store: "settings", key: "cursor", value: undefined }],
  }));
}

/** @param {unknown} error */
export const isStartOver = (error) => error instanceof Refusal && error.status === 409 && error.slug === "start-over";

/** A page in one write: the people, who left, what became of operations, and how far it came. @param {Page} page @param {Cursor} from @param {SealedPeople} people @param {SealedOutbox} outbox @param {Set<Id>} answered */
async function keep(page, from, people, outbox, answered) {
  const gone = page.roster?.ids ? people.others(page.roster.ids) : [];
  const roster = page.has_more ? from.roster : (page.roster?.digest ?? from.roster);
  const now = Date.now();
  await outbox.update((items) => {
    const judgedItems = items.map((item) => outcome(item, page.outcomes ?? []));
    const last = page.has_more ? judgedItems : judgedItems.map((item) => settled(item, answered, page.outcomes ?? []));
    const kept = last.map((item) => aged(item, now, !gone.includes(item.about.youth)));
    return {
      changed: kept.filter((item, place) => item !== null && item !== items[place]).map((item) => /** @type {Item} */ (item)),
      gone: items.filter((_item, place) => kept[place] === null),
      also: [
        ...SealedPeople.changes(page.people, gone),
        ...gone.flatMap(withoutDrafts),
        { store: "settings", key: "cursor", value: { cursor: page.cursor, roster } },
      ],
    };
  }, () => people.take(page.people, gone));
}

/** @param {Item} item @param {Result[]} outcomes */
function outcome(item, outcomes) {
  const found = outcomes.find(({ id }) => id === item.id);
  return found ? judged(item, found) : item;
}

/** What was answered before these changes were asked for is among them. @param {Item} item @param {Set<Id>} answered @param {Result[]} outcomes @returns {Item} */
function settled(item, answered, outcomes) {
  const isIn = answered.has(item.id) || outcomes.some(({ id }) => id === item.id);
  return isIn && !item.settled && (item.state === "applied" || item.state === "conflict") ? { ...item, settled: true } : item;
}

/** People on the list whom the phone has not and who are not on their way, fetched by their ids. @param {Id[]} ids @param {Person[]} coming @param {SealedPeople} people @param {Ask} signed */
async function missing(ids, coming, people, signed) {
  const here = new Set(coming.map(({ id }) => id));
  const wanted = ids.filter((id) => !here.has(id) && !people.has(id));
  for (let from = 0; from < wanted.length; from += PAGE) {
    const query = new URLSearchParams(wanted.slice(from, from + PAGE).map((id) => ["id", id]));
    const found = (await signed(`youths?${query}`)).body.people;
    if (Array.isArray(found)) await people.replace(found);
  }
}

/** @param {any} body @returns {Page} */
function pageOf(body) {
  if (typeof body?.cursor !== "string" || !Array.isArray(body.people)) throw new Unreachable("no page");
  return body;
}
