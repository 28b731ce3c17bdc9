// What an operation is about, and what the server's answer makes of it. Pure.

/** @import {FieldError, Id, Item, ItemState, NewItem, Person} from "./types.js" */
/** @typedef {{id: Id, outcome: string, received_at?: string, at?: string, first?: string, errors?: FieldError[], erased?: boolean, because?: Id, reason?: string, record?: {id: Id, youth: Id}}} Result */

/** @type {Record<string, ItemState>} */
const STATES = {
  applied: "applied",
  merged: "applied",
  conflict: "conflict",
  refused: "refused",
  held: "held",
  quarantined: "quarantined",
  returned: "returned",
  discarded: "discarded",
};
/** @type {Set<ItemState>} */ const OPEN = new Set(["unsent", "held", "refused", "returned"]);
/** @type {Set<ItemState>} */ const GIVEN_BACK = new Set(["held", "refused", "returned", "discarded"]);
/** @type {Set<ItemState>} */ const DONE = new Set(["applied", "conflict"]);
/** What a person has to look at. */
export const TROUBLE = ["refused", "returned", "discarded"];
// The marks items carry in clear, so that a locked phone can count and wipe them.
const AT_SERVER = 2;
export const OPEN_MARK = 1;
export const DONE_MARK = 0;
const DAY = 86_400_000;
const SENT_AGAIN = 7 * DAY;
const KEPT = 30 * DAY;

/** Whether the server has not got it. @param {Item} item */
export const isOpen = (item) => OPEN.has(item.state);

/** @param {Item} item */
export const markOf = (item) => (isOpen(item) ? OPEN_MARK : item.state === "quarantined" ? AT_SERVER : DONE_MARK);

/** @param {Item} item */
const isToBeSent = (item) => item.state === "unsent" || item.state === "held";

/** Whether the server could not judge it, so that it knows nothing of it: what builds on it is held here. @param {Item} item */
export const isPutAside = (item) => item.state === "refused" && item.errors.some(({ word }) => word);

/** What is to be sent, in order; what builds on something put aside waits. @param {Item[]} items */
export function ready(items) {
  const behind = new Set(items.filter(isPutAside).flatMap((item) => buildingOn(items, item)));
  return items.filter((item) => isToBeSent(item) && !behind.has(item));
}

/** The item that the server did not take, for the reason of that name, and what builds on it. @param {Item[]} items @param {Id} id @param {string} word @returns {Item[]} */
export function putAside(items, id, word) {
  const item = items.find((one) => one.id === id);
  if (!item) return [];
  const held = buildingOn(items, item).filter(isToBeSent).map((one) => ({ ...one, state: /** @type {const} */ ("held"), because: id }));
  return [{ ...item, state: "refused", received_at: null, errors: [{ field: "", message: "", word }] }, ...held];
}

/** Whether it may be changed or given up: no answer is on its way. @param {Item} item */
export const isMine = (item) => GIVEN_BACK.has(item.state) || (item.state === "unsent" && !item.tried);

/** The two values that still stand against each other because of it, on a card. @param {Item} item @param {Person | undefined} person */
export const openConflict = (item, person) => person?.conflicts.find(({ id }) => id === (item.data.conflict ?? item.id));

/** Whether it is to be seen on the cards although the server's people do not show it. @param {Item} item */
export const isLocal = (item) => item.state !== "discarded" && !(DONE.has(item.state) && item.settled);

/** Everybody whose card it changes. @param {Item} item @returns {Id[]} */
export function youthsOf({ about, data }) {
  return [...new Set([about.youth, ...texts(data.youth), ...texts(data.more)])];
}

/** The ids it makes or needs. @param {Item} item @returns {Id[]} */
export function idsOf(item) {
  const { id, followup, replaces, conflict, status_id } = item.data;
  return [...youthsOf(item), ...[id, followup, replaces, conflict, status_id].flatMap(texts)];
}

/** The items that cannot be carried out without this one, directly or through each other. @param {Item[]} items @param {Item} item @returns {Item[]} */
export function buildingOn(items, item) {
  const made = new Set(makes(item));
  return items.filter((one) => {
    const needs = one.order > item.order && isOpen(one) && idsOf(one).some((id) => made.has(id));
    if (needs) makes(one).forEach((id) => made.add(id));
    return needs;
  });
}

/** @param {Pick<Item, "data">} item @returns {Id[]} */
const makes = ({ data: { id, status_id } }) => [id, status_id].flatMap(texts);

/** The act with ids of its own, where another item has made a record under them: two tabs may have taken up one draft. @template {NewItem} I @param {I} given @param {Item[]} items @returns {I} */
export function withOwnIds(given, items) {
  const taken = new Set(items.flatMap((one) => [...makes(one), ...texts(one.record?.id)]));
  if (!makes(given).some((id) => taken.has(id))) return given;
  const own = new Map(makes(given).map((id) => [id, crypto.randomUUID()]));
  const data = Object.fromEntries(Object.entries(given.data).map(([name, value]) => [name, own.get(String(value)) ?? value]));
  return { ...given, data, about: { ...given.about, youth: own.get(given.about.youth) ?? given.about.youth } };
}

/** @param {unknown} value @returns {string[]} */
export function texts(value) {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string" && one !== "");
}

/** The item after the server's answer; an answer nobody understands changes nothing. @param {Item} item @param {Result} result @returns {Item} */
export function judged(item, result) {
  const outcome = result.outcome === "already_applied" ? (result.first ?? "applied") : result.outcome;
  // Of somebody who has been erased nothing may be kept, neither there nor here.
  const state = result.erased ? "discarded" : STATES[outcome];
  if (!state) return item;
  return {
    ...item,
    ...(result.erased ? { data: {}, about: { ...item.about, name: "" } } : {}),
    state,
    settled: false,
    tried: state !== "held",
    errors: result.errors ?? [],
    because: result.because ?? null,
    reason: result.reason ?? "",
    received_at: state === "held" ? null : (result.received_at ?? item.received_at ?? result.at ?? null),
    record: result.record ?? item.record,
  };
}

/** As it waits to be sent once more, after the server was set back to an older copy of itself. @param {Item} item @param {number} now @returns {Item} */
export function sentAgain(item, now) {
  const isKept = Object.keys(item.data).length > 0 && !isOlder(item, now, SENT_AGAIN);
  const isDone = !isOpen(item) && item.state !== "discarded";
  return isDone && isKept ? { ...item, state: "unsent", settled: false } : item;
}

/** What is left of an item that is done: after a week, or when the person left the phone, the receipt alone; after a month nothing. @param {Item} item @param {number} now @param {boolean} isHere @returns {Item | null} */
export function aged(item, now, isHere) {
  if (isOpen(item) || isLocal(item)) return item;
  if (isOlder(item, now, KEPT)) return null;
  const isFresh = isHere && !isOlder(item, now, SENT_AGAIN);
  const isBare = Object.keys(item.data).length === 0 && (isHere || !item.about.name);
  if (isFresh || isBare) return item;
  return { ...item, data: {}, about: isHere ? item.about : { ...item.about, name: "" } };
}

/** @param {Item} item @param {number} now @param {number} age */
const isOlder = (item, now, age) => now - Date.parse(item.received_at ?? item.made_at) > age;
