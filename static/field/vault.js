// One user's sealed place on the phone. Its key is random and never leaves the browser; a passphrase or a passkey opens it.

import { keyOfPassphrase, keyOfSecret, newKey, onlyForRecords, randomBytes, ROUNDS, seal, unseal, unwrap, wrap } from "./crypto.js";
import { LastMethod, Locked, StorageFull, Tampered, Wait, WrongKey } from "./errors.js";
import { wipeWhenStale } from "./offline.js";
import { OPEN_MARK } from "./operations.js";
import { askPasskey, makePasskey } from "./passkey.js";
import * as store from "./store.js";
import { mustBeStrong } from "./strength.js";
import { counted, NONE, openFrom } from "./tries.js";

/** @import {Change, Contents, Method, NewMethod, StoreName, Unlock, Vault, VaultAbout} from "./types.js" */
/** @import {Bytes} from "./crypto.js" */
/** @import {Tries} from "./tries.js" */
/** @typedef {{id: string, kind: "passphrase" | "passkey", salt: Bytes, rounds: number, credential?: Bytes, wrapped: Bytes, label: Bytes}} StoredMethod */
/** @typedef {{id: string, user: string, initials: string, device: string, methods: StoredMethod[], tries: Tries}} StoredVault */
/** @typedef {{what: string, youths?: string[]}} News */

/** The tries for which there was no room. @type {Map<string, Tries>} */ const uncounted = new Map();

/** @returns {Promise<VaultAbout[]>} */
export async function listVaults() {
  const found = await store.vaults();
  return Promise.all(found.map(async ({ id, user, initials }) => ({ id, user, initials, unsent: await store.count("outbox", id, OPEN_MARK) })));
}

/** A new vault, unlocked. @param {{user: string, initials: string, device: string}} about @param {NewMethod} method @returns {Promise<SealedVault>} */
export async function createVault({ user, initials, device }, method) {
  const id = crypto.randomUUID();
  const key = await newKey();
  const methods = [await stored(id, key, method, initials)];
  const now = Date.now();
  const about = { id, user, initials, device, methods, tries: NONE, seen: now, away: 0, offlineDays: 14, lastContact: null };
  await store.durably(["vaults"], (of) => of("vaults").add(about));
  const vault = new SealedVault(about);
  vault.open(await onlyForRecords(key));
  return vault;
}

/** A vault, locked; undefined if there is no such. @param {string} id @returns {Promise<SealedVault | undefined>} */
export async function openVault(id) {
  await wipeWhenStale(id);
  const about = await store.vault(id);
  return about && new SealedVault(about);
}

/** @implements {Vault} */
class SealedVault {
  /** @type {CryptoKey | undefined} */ #key;
  /** @type {Set<() => void>} */ #lockListeners = new Set();
  /** @type {Set<(news: News) => void>} */ #newsListeners = new Set();
  /** @type {BroadcastChannel | undefined} */ #channel;

  /** @param {StoredVault} about */
  constructor({ id, user, initials, device }) {
    this.id = id;
    this.user = user;
    this.initials = initials;
    this.device = device;
  }

  get isUnlocked() {
    return this.#key !== undefined;
  }

  /** @returns {Promise<Method[]>} */
  async methods() {
    const { methods } = await this.#about();
    return Promise.all(methods.map(async (method) => ({ id: method.id, kind: method.kind, label: await this.#labelOf(method) })));
  }

  /** @param {Unlock} how */
  async unlock(how) {
    this.open(await this.#keyBy(how));
    if (await wipeWhenStale(this.id)) for (const what of ["outbox", "people"]) this.#hear({ what });
  }

  /** @param {CryptoKey} key */
  open(key) {
    this.#key = key;
    this.#channel ??= this.#pages();
    this.#channel.onmessage = ({ data }) => this.#hear(data);
  }

  #pages() {
    return new BroadcastChannel(`uu-field-${this.id}`);
  }

  /** @param {NewMethod} method @param {Unlock} how @returns {Promise<Method>} */
  async addMethod(method, how) {
    const made = await stored(this.id, await this.#keyBy(how, true), method, this.initials);
    await this.#change((about) => {
      const others = about.methods.filter((one) => one.kind === "passkey" || made.kind === "passkey");
      return { ...about, methods: [...others, made] };
    });
    return { id: made.id, kind: made.kind, label: await this.#labelOf(made) };
  }

  /** @param {string} id */
  async removeMethod(id) {
    await this.#change((about) => {
      const methods = about.methods.filter((one) => one.id !== id);
      if (!methods.length) throw new LastMethod();
      return { ...about, methods };
    });
  }

  /** Also stops hearing of the other pages. */
  lock() {
    this.#key = undefined;
    this.#channel?.close();
    this.#channel = undefined;
    for (const listener of this.#lockListeners) listener();
  }

  /** @param {() => void} listener */
  onLock(listener) {
    this.#lockListeners.add(listener);
  }

  /** @param {(string | number)[]} [damaged] */
  async forget(damaged) {
    if (!(await store.erase(this.id, store.STORES, false, damaged))) return false;
    this.tell({ what: "forgotten" });
    this.lock();
    return true;
  }

  /** One that is damaged is as if it were not there: none holds what cannot be had again. @template Value @param {string} name @param {Value} [value] @returns {Promise<Value | undefined>} */
  async setting(name, value) {
    if (value === undefined) return this.get("settings", name).catch((error) => void damage(error));
    await this.put("settings", name, value);
    return value;
  }

  /** @template Value @param {StoreName} name @param {string | number} key @returns {Promise<Value | undefined>} */
  async get(name, key) {
    const sealing = this.#sealing();
    const row = await store.row(name, this.id, key);
    return row && unseal(sealing, [this.id, name, key], row.sealed);
  }

  /** @param {StoreName} name @param {string | number} key @param {unknown} value */
  put(name, key, value) {
    return this.write([{ store: name, key, value }]);
  }

  /** @param {StoreName} name @param {string | number} key */
  delete(name, key) {
    return this.write([{ store: name, key, value: undefined }]);
  }

  /** @template Value @param {StoreName} name @returns {Promise<Contents<Value>>} */
  async all(name) {
    const sealing = this.#sealing();
    /** @type {Contents<Value>} */ const contents = { values: new Map(), damaged: [] };
    const rows = await store.rows(name, this.id);
    const opened = await Promise.all(rows.map(({ key, sealed }) => unseal(sealing, [this.id, name, key], sealed).catch(damage)));
    rows.forEach(({ key }, place) => {
      if (opened[place] instanceof Tampered) contents.damaged.push(key);
      else contents.values.set(key, opened[place]);
    });
    return contents;
  }

  /** @param {Change[]} changes */
  async write(changes) {
    await store.write(this.id, await this.#rows(changes));
  }

  /** Fails with ConstraintError where the key is taken; what else there is to write is then not written either. @param {Change} change @param {Change[]} also */
  async append(change, also) {
    await store.append(change.store, await this.#row(change), await this.#rows(also));
  }

  /** The last key of a store whose keys are numbers. @param {StoreName} name */
  lastKey(name) {
    return store.lastKey(name, this.id);
  }

  /** @param {StoreName} name @param {number} mark */
  count(name, mark) {
    return store.count(name, this.id, mark);
  }

  /** Tells the other pages that have this vault open. @param {News} news */
  tell(news) {
    const pages = this.#channel ?? this.#pages();
    pages.postMessage(news);
    if (pages !== this.#channel) pages.close();
  }

  /** @param {(news: News) => void} listener */
  onNews(listener) {
    this.#newsListeners.add(listener);
  }

  /** @param {News} news */
  #hear(news) {
    if (news.what === "forgotten") this.lock();
    for (const listener of this.#newsListeners) listener(news);
  }

  #sealing() {
    if (!this.#key) throw new Locked();
    return this.#key;
  }

  /** @param {Change[]} changes */
  #rows(changes) {
    return Promise.all(changes.map(async (one) => ({ ...one, row: one.value === undefined ? null : await this.#row(one) })));
  }

  /** @param {Change} change @returns {Promise<store.Row>} */
  async #row({ store: name, key, value, mark }) {
    const sealed = await seal(this.#sealing(), [this.id, name, key], value);
    return { vault: this.id, key, sealed, ...(mark === undefined ? {} : { mark }) };
  }

  /** @returns {Promise<StoredVault>} */
  async #about() {
    const about = await store.vault(this.id);
    if (!about) throw new Locked();
    return about;
  }

  /** @param {(about: StoredVault) => StoredVault} change */
  async #change(change) {
    this.#sealing();
    await store.changeVault(this.id, change);
  }

  /** @param {StoredMethod} method @returns {Promise<string>} */
  async #labelOf({ id, label }) {
    return this.#key ? unseal(this.#key, [this.id, "label", id], label) : "";
  }

  /** The vault's key by one of its methods. @param {Unlock} how @param {boolean} [again] whether it is to be wrapped again */
  async #keyBy(how, again = false) {
    const { methods } = await this.#about();
    if ("passkey" in how) {
      const method = methods.find(({ id }) => id === how.passkey);
      if (!method?.credential) throw new WrongKey();
      const secret = await askPasskey({ credential: method.credential, salt: method.salt });
      return unwrap(method.wrapped, await keyOfSecret(secret, method.salt), [this.id, method.id], again);
    }
    const method = methods.find(({ kind }) => kind === "passphrase");
    if (!method) throw new WrongKey();
    await this.#countTry();
    const key = await unwrap(method.wrapped, await keyOfPassphrase(how.passphrase, method.salt, method.rounds), [this.id, method.id], again);
    await this.#keepTries(() => NONE);
    return key;
  }

  /** A try counts as wrong until it proves right, so that closing the page in the middle of it gains nothing. */
  async #countTry() {
    const now = Date.now();
    let from = 0;
    await this.#keepTries((before) => {
      const tries = counted(before, now);
      from = openFrom(tries);
      return now < from ? tries : { wrong: tries.wrong + 1, at: now };
    });
    if (now < from) throw new Wait(new Date(from));
  }

  /** A phone without room counts in memory, rather than lock its owner out. @param {(tries: Tries) => Tries} change */
  async #keepTries(change) {
    const anew = (/** @type {StoredVault} */ about) => ({ ...about, tries: change(uncounted.get(this.id) ?? about.tries) });
    try {
      await store.changeVault(this.id, anew);
      uncounted.delete(this.id);
    } catch (error) {
      if (!(error instanceof StorageFull)) throw error;
      uncounted.set(this.id, anew(await this.#about()).tries);
    }
  }
}

/** @param {string} vault @param {CryptoKey} key @param {NewMethod} method @param {string} initials @returns {Promise<StoredMethod>} */
async function stored(vault, key, method, initials) {
  const id = crypto.randomUUID();
  const label = await seal(key, [vault, "label", id], method.kind === "passkey" ? method.label : "");
  if (method.kind === "passkey") {
    const { secret, ...kept } = await makePasskey(`UU På Vej (${initials})`);
    const wrapped = await wrap(key, await keyOfSecret(secret, kept.salt), [vault, id]);
    return { id, kind: "passkey", rounds: 0, ...kept, wrapped, label };
  }
  mustBeStrong(method.text);
  const salt = randomBytes(16);
  const wrapped = await wrap(key, await keyOfPassphrase(method.text, salt), [vault, id]);
  return { id, kind: "passphrase", rounds: ROUNDS, salt, wrapped, label };
}

/** @param {unknown} error */
function damage(error) {
  if (error instanceof Tampered) return error;
  throw error;
}
