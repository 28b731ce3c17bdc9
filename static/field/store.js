// The database on the phone. What is in it is sealed, but for ids, initials, counts and times. A write is on disk, whole, or it is not there at all.

import { openDB } from "../vendor/idb/index.js";
import { Locked, StorageFull } from "./errors.js";
import { OPEN_MARK } from "./operations.js";

/** @import {StoreName} from "./types.js" */
/** @import {IDBPDatabase} from "../vendor/idb/index.js" */
/** @typedef {{vault: string, key: string | number, sealed: Uint8Array<ArrayBuffer>, mark?: number}} Row */
/** @typedef {{store: StoreName, key: string | number, row?: Row | null, under?: boolean}} RowChange None deletes. */

const NAME = "uu-field";
/** @type {StoreName[]} */
export const STORES = ["people", "outbox", "settings"];

/** @type {Promise<IDBPDatabase> | undefined} */
let opened;

/** @returns {Promise<IDBPDatabase>} */
function database() {
  opened ??= openDB(NAME, 1, {
    upgrade(db) {
      db.createObjectStore("vaults", { keyPath: "id" });
      for (const name of STORES) db.createObjectStore(name, { keyPath: ["vault", "key"] }).createIndex("mark", ["vault", "mark"]);
    },
    blocking: close,
    terminated: forget,
  });
  // One that could not be opened is tried anew by the next use.
  opened.catch(forget);
  return opened;
}

const forget = () => void (opened = undefined);

/** Lets another page upgrade or delete the database; the next use opens it again. */
export async function close() {
  const closing = opened;
  opened = undefined;
  (await closing)?.close();
}

/** @param {string} vault */
const allOf = (vault) => IDBKeyRange.bound([vault], [vault, []]);

/** Runs `change` in one transaction and waits until it is on disk. It may await nothing but the database. @template T @param {string[]} stores @param {(of: (name: string) => any) => Promise<T> | T} change @returns {Promise<T>} */
export async function durably(stores, change) {
  const db = await database();
  const transaction = db.transaction(stores, "readwrite", { durability: "strict" });
  try {
    const result = await change((name) => transaction.objectStore(name));
    await transaction.done;
    return result;
  } catch (error) {
    abort(transaction);
    await transaction.done.catch(() => {});
    throw isFull(error) || isFull(transaction.error) ? new StorageFull() : error;
  }
}

/** @param {{abort(): void}} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It was over already.
  }
}

/** @param {unknown} error */
const isFull = (error) => error instanceof Error && error.name === "QuotaExceededError";

/** @returns {Promise<any[]>} */
export const vaults = async () => (await database()).getAll("vaults");

/** @param {string} id @returns {Promise<any>} */
export const vault = async (id) => (await database()).get("vaults", id);

/** Changes what stands in clear about a vault, none if there is no such; gives what it now is. @param {string} id @param {(about: any) => any} change */
export function changeVault(id, change) {
  return durably(["vaults"], async (of) => {
    const about = await of("vaults").get(id);
    const changed = about && change(about);
    if (changed) await of("vaults").put(changed);
    return changed ?? about;
  });
}

/** @param {StoreName} store @param {string} vault @param {string | number} key @returns {Promise<Row | undefined>} */
export const row = async (store, vault, key) => (await database()).get(store, [vault, key]);

/** In the order of their keys. @param {StoreName} store @param {string} vault @returns {Promise<Row[]>} */
export const rows = async (store, vault) => (await database()).getAll(store, allOf(vault));

/** @param {StoreName} store @param {string} vault @param {number} mark */
export const count = async (store, vault, mark) => (await database()).countFromIndex(store, "mark", [vault, mark]);

/** @param {string} vault @param {RowChange[]} changes */
export function write(vault, changes) {
  return durably(["vaults", ...new Set(changes.map((change) => change.store))], async (of) => {
    await mustExist(of, vault);
    request(of, vault, changes);
  });
}

/** A request that fails aborts the transaction, which says so. @param {(name: string) => any} of @param {string} vault @param {RowChange[]} changes */
function request(of, vault, changes) {
  for (const { store, key, row, under } of changes) (row ? of(store).put(row) : of(store).delete(under ? IDBKeyRange.bound([vault, key], [vault, `${key}\uffff`]) : [vault, key])).catch(() => {});
}

/** With other changes in the same write. Fails with ConstraintError where the key is taken. @param {StoreName} store @param {Row} row @param {RowChange[]} also */
export function append(store, row, also) {
  return durably(["vaults", ...new Set([store, ...also.map((change) => change.store)])], async (of) => {
    await mustExist(of, row.vault);
    await of(store).add(row);
    request(of, row.vault, also);
  });
}

/** Nothing is written into a vault that was forgotten in the meantime. @param {(name: string) => any} of @param {string} vault */
async function mustExist(of, vault) {
  if (!(await of("vaults").getKey(vault))) throw new Locked();
}

/** The last key of a vault in a store whose keys are numbers; 0 without any. @param {StoreName} store @param {string} vault @returns {Promise<number>} */
export async function lastKey(store, vault) {
  const keys = await (await database()).getAllKeys(store, allOf(vault));
  return Number(/** @type {[string, number][]} */ (/** @type {unknown} */ (keys)).at(-1)?.[1] ?? 0);
}

/** Every record of a vault that carries the mark. @param {StoreName} store @param {string} vault @param {number} mark */
export function eraseMarked(store, vault, mark) {
  return durably([store], async (of) => {
    for (const key of await of(store).index("mark").getAllKeys([vault, mark])) await of(store).delete(key);
  });
}

/** Everything of a vault in these stores, and the vault itself unless it is to stay. With the keys of damaged items only if no other is unsent: what is written at the same time is counted, or fails. Whether it did. @param {string} vault @param {readonly StoreName[]} [stores] @param {boolean} [stays] @param {(string | number)[]} [damaged] */
export function erase(vault, stores = STORES, stays = false, damaged) {
  return durably([...stores, "vaults"], async (of) => {
    const open = damaged ? await of("outbox").index("mark").getAllKeys([vault, OPEN_MARK]) : [];
    if (open.some((/** @type {[string, number]} */ [, key]) => !damaged?.includes(key))) return false;
    for (const name of stores) await of(name).delete(allOf(vault));
    if (!stays) await of("vaults").delete(vault);
    return true;
  });
}
