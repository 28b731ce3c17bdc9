// What was done on this phone, in order, until the server has it; then its receipts. An item is on disk before anybody is told that it is saved.

import { NotNow } from "./errors.js";
import { isMine, isOpen, markOf, OPEN_MARK, withOwnIds, youthsOf } from "./operations.js";

/** @import {Change, Id, Item, NewItem, Outbox} from "./types.js" */
/** @import {openVault} from "./vault.js" */
/** @typedef {NonNullable<Awaited<ReturnType<typeof openVault>>>} SealedVault */
/** @typedef {(items: Item[]) => {changed?: Item[], gone?: Item[], also?: Change[]}} Edit */

/** @param {import("./types.js").Vault} vault @returns {SealedOutbox} */
export function openOutbox(vault) {
  return new SealedOutbox(/** @type {SealedVault} */ (vault));
}

/** @implements {Outbox} */
export class SealedOutbox {
  /** @type {Map<number, Item>} */ #items = new Map();
  /** @type {Item[] | null} */ #sorted = null;
  /** @type {(string | number)[]} */ #damaged = [];
  /** The items that were sent and could not be marked so on disk. @type {Set<Id>} */ #tried = new Set();
  /** @type {Set<(youths: Id[]) => void>} */ #listeners = new Set();
  #vault;

  /** @param {SealedVault} vault */
  constructor(vault) {
    this.#vault = vault;
    vault.onLock(() => this.#hold(new Map()));
    vault.onNews(async ({ what, youths = [] }) => {
      if (what !== "outbox" || !vault.isUnlocked) return;
      await this.load();
      this.#say(youths);
    });
  }

  /** Also keeps what is added while it reads. */
  async load() {
    const before = new Set(this.#items.keys());
    const { values, damaged } = await this.#vault.all("outbox");
    const items = /** @type {Map<number, Item>} */ (values);
    for (const [order, item] of this.#items) if (!before.has(order)) items.set(order, item);
    for (const [order, item] of items) if (this.#tried.has(item.id)) items.set(order, { ...item, tried: true });
    // Locked while it read: nothing is to be in memory.
    if (!this.#vault.isUnlocked) return;
    this.#damaged = damaged;
    this.#hold(items);
  }

  /** Looks at what other pages wrote first: what comes between that and the write takes the place. @param {NewItem} given @param {Change[]} [also] what belongs to the same write @returns {Promise<Item>} */
  async add(given, also = []) {
    const made = { id: crypto.randomUUID(), made_at: new Date().toISOString(), ...structuredClone(given), ...NEW };
    for (;;) {
      const order = 1 + (await this.#vault.lastKey("outbox"));
      await this.load();
      const item = { ...withOwnIds(made, this.items()), order };
      try {
        await this.#vault.append({ store: "outbox", key: order, value: item, mark: OPEN_MARK }, also);
      } catch (error) {
        // Another page took this place in the meantime.
        if (error instanceof Error && error.name === "ConstraintError") continue;
        throw error;
      }
      this.#take([item], []);
      return item;
    }
  }

  items() {
    this.#sorted ??= [...this.#items.values()].sort((a, b) => a.order - b.order);
    return this.#sorted;
  }

  unsent() {
    return this.items().filter(isOpen).length;
  }

  damaged() {
    return this.#damaged;
  }

  /** @param {Id} id @param {Item["data"]} data @param {Change[]} [also] @returns {Promise<Item>} */
  async amend(id, data, also = []) {
    const [amended] = await this.update((items) => {
      const item = mine(items, id);
      const { id: record, status_id } = item.data;
      const same = { ...(record ? { id: record } : {}), ...(status_id ? { status_id } : {}) };
      return { changed: [{ ...item, ...NEW, id: crypto.randomUUID(), data: { ...structuredClone(data), ...same } }], also };
    });
    return /** @type {Item} */ (amended);
  }

  /** @param {Id} id */
  async again(id) {
    await this.update((items) => ({ changed: [{ ...mine(items, id), ...NEW }] }));
  }

  /** @param {Id} id @param {Id[]} [others] */
  async drop(id, others = []) {
    await this.update((items) => ({ gone: [mine(items, id), ...items.filter((item) => others.includes(item.id) && isMine(item))] }));
  }

  /** @param {(youths: Id[]) => void} listener */
  on(listener) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Changes items as they are on disk now, one page at a time, together with what else belongs to it; `written` is called before anybody hears of the items. @param {Edit} edit @param {() => void} [written] @returns {Promise<Item[]>} */
  async update(edit, written) {
    return navigator.locks.request(`uu-field-outbox-${this.#vault.id}`, async () => {
      await this.load();
      const { changed = [], gone = [], also = [] } = edit(this.items());
      const kept = changed.map((item) => ({ store: /** @type {const} */ ("outbox"), key: item.order, value: item, mark: markOf(item) }));
      const dropped = gone.map(({ order }) => ({ store: /** @type {const} */ ("outbox"), key: order, value: undefined }));
      await this.#vault.write([...kept, ...dropped, ...also]);
      written?.();
      this.#take(changed, gone);
      return changed;
    });
  }

  /** These are about to be sent, and there is no room to say so on disk. @param {Item[]} items */
  noteTried(items) {
    for (const { id } of items) this.#tried.add(id);
    this.#take(items, []);
  }

  /** @param {Item[]} changed @param {Item[]} gone */
  #take(changed, gone) {
    if (!changed.length && !gone.length) return;
    if (this.#vault.isUnlocked) for (const item of changed) this.#items.set(item.order, item);
    for (const item of gone) this.#items.delete(item.order);
    this.#sorted = null;
    const youths = [...new Set([...changed, ...gone].flatMap(youthsOf))];
    this.#say(youths);
    this.#vault.tell({ what: "outbox", youths });
  }

  /** @param {Map<number, Item>} items */
  #hold(items) {
    this.#items = items;
    this.#sorted = null;
  }

  /** @param {Id[]} youths */
  #say(youths) {
    for (const listener of this.#listeners) listener(youths);
  }
}

/** @type {Pick<Item, "state" | "tried" | "settled" | "errors" | "because" | "reason" | "received_at" | "record">} */
const NEW = { state: "unsent", tried: false, settled: false, errors: [], because: null, reason: "", received_at: null, record: null };

/** @param {Item[]} items @param {Id} id */
function mine(items, id) {
  const item = items.find((one) => one.id === id);
  if (!item || !isMine(item)) throw new NotNow();
  return item;
}
