// The lists and limits the server gives: areas, statuses and their buckets, words.

/** @import {Reference, ReferenceBook, Vault} from "./types.js" */
/** @typedef {{reference: Reference, etag: string, at: number}} Kept */

/** @param {Vault} vault @returns {Book} */
export const openReference = (vault) => new Book(vault);

/** @implements {ReferenceBook} */
export class Book {
  /** @type {Kept | undefined} */ #kept;
  #vault;

  /** @param {Vault} vault */
  constructor(vault) {
    this.#vault = vault;
    vault.onLock(() => (this.#kept = undefined));
  }

  async load() {
    /** @type {Kept | undefined} */ const kept = await this.#vault.setting("reference");
    if (this.#vault.isUnlocked) this.#kept = kept;
  }

  current() {
    return this.#kept?.reference ?? null;
  }

  get etag() {
    return this.#kept?.etag ?? "";
  }

  /** When the server was last asked. */
  get at() {
    return this.#kept?.at ?? 0;
  }

  /** @param {Kept} kept */
  async keep(kept) {
    await this.#vault.put("settings", "reference", kept);
    this.#kept = kept;
  }
}
