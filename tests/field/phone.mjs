// A phone for the tests: IndexedDB in memory, the real WebCrypto and locks of node, and a server that answers as it is told.

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openOutbox } from "../../static/field/outbox.js";
import { openPeople } from "../../static/field/people.js";
import { openReference } from "../../static/field/reference.js";
import { close } from "../../static/field/store.js";
import { createSync } from "../../static/field/sync.js";
import { saveTokens } from "../../static/field/tokens.js";
import { createVault, openVault } from "../../static/field/vault.js";

export const PASSPHRASE = "blå cykel på Korsgade";
export const METTE = { user: "11111111-1111-4111-8111-111111111111", initials: "MK", device: "22222222-2222-4222-8222-222222222222" };

// Channels would keep the tests' process alive.
const Channel = globalThis.BroadcastChannel;
export const channels = new Set();
globalThis.BroadcastChannel = class extends Channel {
  constructor(name) {
    super(name);
    this.unref();
    channels.add(this);
  }

  close() {
    channels.delete(this);
    super.close();
  }
};

const stored = new Map();
globalThis.localStorage = {
  getItem: (key) => stored.get(key) ?? null,
  setItem: (key, value) => void stored.set(key, value),
  removeItem: (key) => void stored.delete(key),
};

/** A phone just bought. */
export async function wiped() {
  stored.clear();
  await close();
  globalThis.indexedDB = new IDBFactory();
}

/** Passphrases are turned into keys quickly, but for the test that counts the rounds. */
export const keys = { areQuick: true };
const derive = crypto.subtle.deriveKey.bind(crypto.subtle);
crypto.subtle.deriveKey = (how, ...rest) => derive(keys.areQuick && how.iterations ? { ...how, iterations: 10 } : how, ...rest);

/** Mette's vault, unlocked. */
export const newVault = (about = METTE) => createVault(about, { kind: "passphrase", text: PASSPHRASE });

/** The same vault as another page, or the same page after a restart, opens it. */
export async function again(id) {
  const vault = await openVault(id);
  await vault.unlock({ passphrase: PASSPHRASE });
  return vault;
}

/** What a page holds of an unlocked vault. */
export async function unpacked(vault) {
  const [outbox, book] = [openOutbox(vault), openReference(vault)];
  await Promise.all([outbox.load(), book.load()]);
  const people = openPeople(vault, outbox, book);
  await people.load();
  return { vault, outbox, people, book, sync: createSync({ vault, outbox, people, book }) };
}

export const signIn = (vault, more = {}) =>
  saveTokens(vault, {
    device: vault.device, access: "access-0", access_expires_in: 900, refresh: "refresh-0", refresh_expires_in: 1209600,
    user: { id: vault.user, name: "Mette", language: "da" }, ...more,
  });

/** Somebody on the list. */
export function person(id, more = {}) {
  return {
    id, version: 1, first_name: "Amira", last_name: "Haddad", nickname: "", phone: "+4520112233", birth_on: "2008-05-02", said_age: null,
    area: "a", lives_outside: false, address_protected: false, origin: "street", informed: "yes", registered_on: "2026-09-01", closed: false,
    code: "OPV", observed_on: "2026-09-01", last_contact_on: null, attempts: 0, followups: [], sessions: [],
    statuses: [event({ id: `${id}-status` })], conflicts: [], duplicates: [], ...more,
  };
}

export function event(more) {
  return {
    code: "OPV", observed_on: "2026-09-01", recorded_at: "2026-09-01T10:00:00Z", by: "Mette", source: "youth", reason: null, expected_on: null,
    documented: false, note: "", replaces: null, replaced: false, ...more,
  };
}

/** Something to put into the outbox: a note about somebody. */
export const note = (youth, text = "Gik en tur") => ({
  kind: "record_session", about: { youth, name: "Amira Haddad" },
  data: { id: crypto.randomUUID(), status_id: crypto.randomUUID(), youth, kind: "walk_and_talk", when: "now", minutes: "30", note: text },
});

/** The same phone after a restart. */
export const restarted = async ({ vault }) => unpacked(await again(vault.id));

export const states = ({ outbox }) => outbox.items().map(({ state }) => state);

/** So many walks with somebody, put into the outbox; gives the ids. */
export async function work({ outbox }, n, youth = "p1") {
  const added = [];
  for (let i = 0; i < n; i++) added.push((await outbox.add(note(youth, `tur ${i}`))).id);
  return added;
}

/** Everything that stands in the database, as text in which bytes are read as letters too. */
export async function everythingStored() {
  const db = await new Promise((resolve, reject) => {
    const request = indexedDB.open("uu-field");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const stores = [...db.objectStoreNames];
  const transaction = db.transaction(stores);
  const rows = await Promise.all(stores.map((name) => new Promise((resolve) => {
    transaction.objectStore(name).getAll().onsuccess = ({ target }) => resolve(target.result);
  })));
  db.close();
  const shown = (_key, value) => (value instanceof Uint8Array ? Buffer.from(value).toString("utf8") + Buffer.from(value).toString("utf16le") : value);
  return JSON.stringify(rows, shown);
}
