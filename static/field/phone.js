// What is open on this phone right now: the vault, and what reads and writes through it. One page has one.

import { openOutbox } from "./outbox.js";
import { openPeople } from "./people.js";
import { openReference } from "./reference.js";
import { createSync } from "./sync.js";
import { rulesOf } from "./urgency.js";

/** @import {Outbox, People, Reference, ReferenceBook, StatusWord, Sync, Vault, View} from "./types.js" */

/** @typedef {{vault: Vault, outbox: Outbox, people: People, book: ReferenceBook, sync: Sync}} Open */

/** @type {Open | null} */
let open = null;

/** The open vault with all that belongs to it; throws while the phone is locked. */
export function phone() {
  if (!open) throw new Error("The phone is locked.");
  return open;
}

export const isOpen = () => open !== null;

/**
 * Reads everything of an unlocked vault into memory.
 * @param {Vault} vault
 * @returns {Promise<Open>}
 */
export async function unpack(vault) {
  const outbox = openOutbox(vault);
  const book = openReference(vault);
  await book.load();
  await outbox.load();
  const people = openPeople(vault, outbox, book);
  await people.load();
  open = { vault, outbox, people, book, sync: createSync({ vault, outbox, people, book }) };
  return open;
}

/** @type {(() => void)[]} */
const forgetful = [];

/** Whoever remembers something about people between two views forgets it when the phone is locked. @param {() => void} forget */
export const onPack = (forget) => void forgetful.push(forget);

/** Forgets what was in memory; the vault itself is locked by whoever calls. */
export function pack() {
  open?.sync.stop();
  open = null;
  for (const forget of forgetful) forget();
}

/** The lists and limits; throws before the first contact. @returns {Reference} */
export function reference() {
  const known = phone().book.current();
  if (!known) throw new Error("The phone has not been in contact yet.");
  return known;
}

/** By what urgency is judged. */
export const rules = () => rulesOf(reference());

/**
 * A status by its code; one that is unknown here reads as its code.
 * @param {string} code
 * @returns {StatusWord}
 */
export function statusOf(code) {
  const known = reference().statuses.find((one) => one.code === code);
  return known ?? { code, label: code, bucket: "unknown", asks_for: "", retired: true };
}

/**
 * A word of a closed list.
 * @param {string} list
 * @param {string | null} value
 */
export function wordOf(list, value) {
  return value ? (reference().words[list]?.[value] ?? value) : "";
}

/**
 * Somebody on this phone.
 * @param {string | undefined} id
 * @returns {View | undefined}
 */
export function somebody(id) {
  return id ? phone().people.view(id) : undefined;
}
