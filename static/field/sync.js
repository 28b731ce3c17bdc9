// Brings phone and server together: sends, then fetches, one page at a time, and tries again by itself. It trusts answers only, never what the phone says about its signal.

import { ask } from "./api.js";
import { delay } from "./backoff.js";
import { Locked, Refusal, StorageFull, Unreachable } from "./errors.js";
import { noteContact, wipePeople } from "./offline.js";
import { cursorOf, isStartOver, pull, startOver } from "./pull.js";
import { push } from "./push.js";
import { lastDelivery, standingOf, wipeIfAsked } from "./standing.js";
import { vault as stored } from "./store.js";
import { access, anotherAccess } from "./tokens.js";

/** @import {Outbox, People, Problem, ReferenceBook, Sync, SyncState, Vault} from "./types.js" */
/** @import {Asked} from "./api.js" */
/** @import {SealedOutbox} from "./outbox.js" */
/** @import {SealedPeople} from "./people.js" */
/** @import {Book} from "./reference.js" */
/** @typedef {{vault: Vault, outbox: SealedOutbox, people: SealedPeople, book: Book}} Parts */

const SOON = 1_000;
const REGULARLY = 300_000;
const HOUR = 3_600_000;
const MOST_EXCHANGES = 2;
// Who asks is not known here any more, or may not use a phone: both are for a person to put right.
const NOT_WELCOME = new Set([401, 403]);
const TRIED_AGAIN = new Set(["unreachable", "unexpected", "elsewhere"]);

/** @param {{vault: Vault, outbox: Outbox, people: People, book: ReferenceBook}} parts @returns {Sync} */
export const createSync = (parts) => new Syncing(/** @type {Parts} */ (parts));

/** @implements {Sync} */
class Syncing {
  /** @type {SyncState} */ state = { phase: "idle", problem: null, unsent: 0, lastContact: null, retryAt: null };
  /** @type {Set<(state: SyncState) => void>} */ #listeners = new Set();
  /** @type {Promise<SyncState> | null} */ #running = null;
  /** @type {(() => void)[]} */ #ends = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #isStarted = false;
  #failures = 0;
  #parts;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#tell({ unsent: parts.outbox.unsent() });
    void lastContactOf(parts.vault).then((lastContact) => this.#tell({ lastContact: this.state.lastContact ?? lastContact }));
    parts.outbox.on(() => this.#tell({ unsent: parts.outbox.unsent() }));
  }

  /** A run that is under way already is the one asked for. */
  run() {
    this.#running ??= this.#alone().finally(() => (this.#running = null));
    return this.#running;
  }

  start() {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const now = () => void this.run();
    const seen = () => document.visibilityState === "visible" && now();
    globalThis.addEventListener?.("online", now);
    globalThis.document?.addEventListener("visibilitychange", seen);
    this.#ends = [
      () => globalThis.removeEventListener?.("online", now),
      () => globalThis.document?.removeEventListener("visibilitychange", seen),
      this.#parts.outbox.on(() => this.#isWorkNew() && !this.#running && this.#plan(SOON)),
    ];
    now();
  }

  stop() {
    this.#isStarted = false;
    clearTimeout(this.#timer);
    for (const end of this.#ends.splice(0)) end();
  }

  /** @param {(state: SyncState) => void} listener */
  on(listener) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async #alone() {
    clearTimeout(this.#timer);
    await navigator.locks.request(`uu-field-sync-${this.#parts.vault.id}`, { ifAvailable: true }, async (lock) => {
      if (lock) await this.#once();
      else this.#ended("elsewhere", 0);
    });
    return this.state;
  }

  async #once() {
    const { vault } = this.#parts;
    try {
      if (!vault.isUnlocked) throw new Locked();
      await this.#exchange();
      this.#ended(null, 0);
    } catch (error) {
      await this.#failed(error);
    }
  }

  async #exchange() {
    const { vault, outbox, book } = this.#parts;
    await outbox.load();
    try {
      await this.#both();
    } catch (error) {
      if (!isStartOver(error)) throw error;
      await startOver(outbox);
      await this.#both();
    }
    const { lastContact } = await noteContact(vault.id, book.current()?.limits.offline_days);
    this.#tell({ lastContact });
  }

  /** With the work goes how far the phone has followed the server, which says so when it was set back behind that. */
  async #both() {
    const { vault, outbox, people } = this.#parts;
    const since = (await cursorOf(vault)).cursor || undefined;
    this.#tell({ phase: "sending" });
    // Nothing counts as sent while nobody is there to send it to: it may still be given up.
    if (this.#isWorkNew()) await standingOf(vault);
    await push(outbox, (body) => this.#signed("operations", { method: "POST", body: { ...body, since } }));
    this.#tell({ phase: "fetching" });
    await this.#refer();
    await pull(vault, people, outbox, this.#signed);
  }

  /** The lists and limits, at most once an hour. */
  async #refer() {
    const { book } = this.#parts;
    const now = Date.now();
    if (book.at <= now && now - book.at < HOUR) return;
    const { status, body, etag } = await this.#signed("reference", { etag: book.etag });
    const reference = status === 304 ? book.current() : body;
    if (reference) await book.keep({ reference, etag: etag || book.etag, at: now });
  }

  /** Asks with the device's token. One that the server no longer takes is exchanged, twice if need be: an exchange that is told again may give a pair whose time is up. @param {string} path @param {Asked} [asked] */
  #signed = async (path, asked = {}) => {
    const { vault } = this.#parts;
    let held = await access(vault);
    for (let exchanges = 0; held; exchanges++) {
      try {
        return await ask(path, { ...asked, access: held });
      } catch (error) {
        if (!(error instanceof Refusal) || error.slug !== "signed-out" || exchanges === MOST_EXCHANGES) throw error;
        held = await anotherAccess(vault);
      }
    }
    throw new Refusal(401, { type: "/problems/signed-out" });
  };

  /** @param {unknown} error */
  async #failed(error) {
    try {
      if (error instanceof Locked && (await wipeIfAsked(this.#parts.vault))) return this.#ended("wiped", 0);
      if (error instanceof Refusal && NOT_WELCOME.has(error.status)) return await this.#notWelcome(error);
      this.#ended(problemOf(error), error instanceof Unreachable ? error.retryAfter : 0);
    } catch (later) {
      this.#ended(problemOf(error instanceof Locked ? error : later), later instanceof Unreachable ? later.retryAfter : 0);
    }
  }

  /** Whose time ran out keeps everything. Where access was withdrawn the people go; what was not sent is handed in before a wipe, and else stays sealed until its owner signs in. @param {Refusal} error */
  async #notWelcome(error) {
    const { vault, outbox, people } = this.#parts;
    const standing = error.standing ?? (await standingOf(vault));
    if (standing !== "wipe" && standing !== "signed_out") return this.#ended("signed_out", 0);
    people.take([], people.others([]));
    await wipePeople(vault.id);
    const after = standing === "wipe" ? ((await lastDelivery(vault, outbox)) ? "wiped" : "not_handed_in") : "signed_out";
    this.#ended(after, 0);
  }

  /** @param {Problem | null} problem @param {number} retryAfter */
  #ended(problem, retryAfter) {
    const isTriedAgain = problem !== null && TRIED_AGAIN.has(problem);
    this.#failures = isTriedAgain ? this.#failures + 1 : 0;
    const wait = isTriedAgain ? delay(this.#failures, retryAfter) : this.#isWorkNew() && !problem ? SOON : REGULARLY;
    const isOver = problem === "wiped";
    this.#tell({ phase: "idle", problem, retryAt: this.#isStarted && !isOver ? new Date(Date.now() + wait).toISOString() : null });
    if (!isOver) this.#plan(wait);
  }

  /** @param {number} wait */
  #plan(wait) {
    clearTimeout(this.#timer);
    if (this.#isStarted) this.#timer = setTimeout(() => void this.run(), wait);
  }

  #isWorkNew() {
    return this.#parts.outbox.items().some(({ state, tried }) => state === "unsent" && !tried);
  }

  /** @param {Partial<SyncState>} news */
  #tell(news) {
    this.state = { ...this.state, ...news };
    for (const listener of this.#listeners) listener(this.state);
  }
}

/** @param {unknown} error @returns {Problem} */
function problemOf(error) {
  if (error instanceof Locked) return "locked";
  if (error instanceof StorageFull) return "storage_full";
  if (error instanceof Unreachable) return "unreachable";
  // What nobody foresaw is for the browser's console; the work waits all the same.
  globalThis.reportError?.(error);
  return "unexpected";
}

/** When the phone last had contact; can be asked of a locked vault. @param {Vault} vault @returns {Promise<string | null>} */
export async function lastContactOf(vault) {
  return (await stored(vault.id))?.lastContact ?? null;
}
