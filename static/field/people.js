// The people on this phone, unsealed in memory while it is unlocked, each with the waiting operations done to their card.

import { withOperations } from "./apply.js";
import { isLocal, youthsOf } from "./operations.js";

/** @import {Id, Item, Outbox, People, Person, ReferenceBook, Vault, View} from "./types.js" */
/** @import {SealedOutbox, SealedVault} from "./outbox.js" */

/** @param {Vault} vault @param {Outbox} outbox @param {ReferenceBook} book @returns {SealedPeople} */
export function openPeople(vault, outbox, book) {
  return new SealedPeople(/** @type {SealedVault} */ (vault), /** @type {SealedOutbox} */ (outbox), book);
}

/** @implements {People} */
export class SealedPeople {
  /** @type {Map<Id, Person>} */ #people = new Map();
  /** @type {Map<Id, View | null>} */ #views = new Map();
  /** @type {Map<Id, Item[]> | null} */ #local = null;
  /** @type {View[] | null} */ #list = null;
  /** @type {Set<() => void>} */ #listeners = new Set();
  #vault;
  #outbox;
  #book;

  /** @param {SealedVault} vault @param {SealedOutbox} outbox @param {ReferenceBook} book */
  constructor(vault, outbox, book) {
    this.#book = book;
    this.#vault = vault;
    this.#outbox = outbox;
    vault.onLock(() => this.#hold(new Map()));
    vault.onNews(async ({ what, youths }) => {
      if (what !== "people" || !vault.isUnlocked) return;
      await this.#read(youths);
      this.#say();
    });
    outbox.on((youths) => {
      this.#stale(youths);
      this.#say();
    });
  }

  /** Whoever cannot be read is left out, and the whole list is fetched anew at the next contact. */
  async load() {
    const { values, damaged } = await this.#vault.all("people");
    if (damaged.length) {
      const gone = damaged.map((key) => ({ store: /** @type {const} */ ("people"), key, value: undefined }));
      await this.#vault.write([...gone, { store: "settings", key: "cursor", value: undefined }]);
    }
    if (this.#vault.isUnlocked) this.#hold(/** @type {Map<Id, Person>} */ (values));
  }

  /** @param {Person[]} people */
  async replace(people) {
    await this.#vault.write(SealedPeople.changes(people, []));
    this.take(people, []);
  }

  /** @param {Id} id @returns {View | undefined} */
  view(id) {
    if (!this.#views.has(id)) {
      const me = this.#book.current()?.user.name ?? "";
      this.#views.set(id, withOperations(this.#people.get(id), this.#locally().get(id) ?? [], me));
    }
    return this.#views.get(id) ?? undefined;
  }

  list() {
    this.#list ??= [...new Set([...this.#people.keys(), ...this.#locally().keys()])].flatMap((id) => this.view(id) ?? []);
    return this.#list;
  }

  /** @param {() => void} listener */
  on(listener) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** @param {Id} id */
  has(id) {
    return this.#people.has(id);
  }

  /** Those on the phone who are not among these. @param {Id[]} ids */
  others(ids) {
    const kept = new Set(ids);
    return [...this.#people.keys()].filter((id) => !kept.has(id));
  }

  /** @param {Person[]} people @param {Id[]} gone @returns {import("./types.js").Change[]} */
  static changes(people, gone) {
    const store = /** @type {const} */ ("people");
    return [...people.map((value) => ({ store, key: value.id, value })), ...gone.map((key) => ({ store, key, value: undefined }))];
  }

  /** What has been written already. @param {Person[]} people @param {Id[]} gone */
  take(people, gone) {
    if (!people.length && !gone.length) return;
    if (this.#vault.isUnlocked) for (const person of people) this.#people.set(person.id, person);
    for (const id of gone) this.#people.delete(id);
    const youths = [...people.map(({ id }) => id), ...gone];
    this.#stale(youths);
    this.#say();
    this.#vault.tell({ what: "people", youths });
  }

  /** After another page wrote. @param {Id[]} [youths] */
  async #read(youths) {
    if (!youths) return this.load();
    for (const id of youths) {
      const person = await this.#vault.get("people", id);
      if (person && this.#vault.isUnlocked) this.#people.set(id, /** @type {Person} */ (person));
      else this.#people.delete(id);
    }
    this.#stale(youths);
  }

  /** @param {Map<Id, Person>} people */
  #hold(people) {
    this.#people = people;
    this.#views = new Map();
    this.#local = this.#list = null;
  }

  /** @param {Id[]} youths */
  #stale(youths) {
    for (const id of youths) this.#views.delete(id);
    this.#local = this.#list = null;
  }

  /** The operations to be seen, by whose card they change. */
  #locally() {
    if (this.#local) return this.#local;
    const local = (this.#local = /** @type {Map<Id, Item[]>} */ (new Map()));
    for (const item of this.#outbox.items().filter(isLocal)) {
      for (const id of youthsOf(item)) local.set(id, [...(local.get(id) ?? []), item]);
    }
    return local;
  }

  #say() {
    for (const listener of this.#listeners) listener();
  }
}
