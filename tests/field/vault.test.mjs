// What is kept on the phone: sealed, whole, one user's apart from another's, and behind a door that closes after wrong tries.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { ROUNDS } from "../../static/field/crypto.js";
import { LastMethod, Locked, StorageFull, Tampered, TooWeak, Wait, WrongKey } from "../../static/field/errors.js";
import * as store from "../../static/field/store.js";
import { createVault, listVaults, openVault } from "../../static/field/vault.js";
import { METTE, PASSPHRASE, again, everythingStored, keys, newVault, unpacked, note, person, signIn, wiped } from "./phone.mjs";

const NEW_PASSPHRASE = "rød bus til Nørreport";
const wrong = { passphrase: "gul taxa til Valby" };

beforeEach(wiped);
afterEach(() => mock.restoreAll());

/** A new passphrase in the place of the old. */
const change = (vault, old, text) => vault.addMethod({ kind: "passphrase", text }, { passphrase: old });

test("what was put away is found again after a restart, and only by its owner", async () => {
  const vault = await newVault();
  await vault.put("people", "p1", { name: "Amira" });
  vault.lock();
  const later = await openVault(vault.id);
  await assert.rejects(later.get("people", "p1"), Locked);
  await assert.rejects(later.unlock(wrong), WrongKey);
  await later.unlock({ passphrase: PASSPHRASE });
  assert.deepEqual(await later.get("people", "p1"), { name: "Amira" });
});

test("a passphrase means the same however its letters are composed", async () => {
  const { id } = await newVault();
  const later = await openVault(id);
  await later.unlock({ passphrase: PASSPHRASE.normalize("NFD") });
  assert.ok(later.isUnlocked);
});

test("a passphrase costs 600,000 rounds", async () => {
  keys.areQuick = false;
  const derive = mock.method(crypto.subtle, "deriveKey");
  const { id } = await newVault();
  await again(id);
  keys.areQuick = true;
  assert.deepEqual(derive.mock.calls.map(({ arguments: [how] }) => [how.name, how.hash, how.iterations >= 600_000]), [
    ["PBKDF2", "SHA-256", true], ["PBKDF2", "SHA-256", true],
  ]);
  assert.ok(ROUNDS >= 600_000);
});

test("the key in memory cannot be read by any script", async () => {
  const used = mock.method(crypto.subtle, "encrypt");
  const vault = await newVault();
  const later = await again(vault.id);
  for (const one of [vault, later]) await one.put("people", "p1", 1);
  const keys = used.mock.calls.slice(-2).map(({ arguments: [, key] }) => key.extractable);
  assert.deepEqual(keys, [false, false]);
});

test("a record that was tampered with, or put in another's place, is noticed", async () => {
  const vault = await newVault();
  const other = await newVault({ ...METTE, user: "u2" });
  for (const one of [vault, other]) await one.write(["p1", "p2"].map((key) => ({ store: "people", key, value: key })));
  const row = await store.row("people", vault.id, "p1");
  const swapped = [
    { ...row, sealed: row.sealed.map((byte, place) => (place === 20 ? byte ^ 1 : byte)) },
    { ...row, sealed: row.sealed.slice(0, 8) },
    { ...row, sealed: (await store.row("people", vault.id, "p2")).sealed },
    { ...row, sealed: (await store.row("people", other.id, "p1")).sealed },
  ];
  for (const bad of swapped) {
    await store.write(vault.id, [{ store: "people", key: "p1", row: bad }]);
    await assert.rejects(vault.get("people", "p1"), Tampered);
    assert.deepEqual(await vault.all("people"), { values: new Map([["p2", "p2"]]), damaged: ["p1"] });
  }
  await store.write(vault.id, [{ store: "settings", key: "p1", row }]);
  await assert.rejects(vault.get("settings", "p1"), Tampered);
});

test("a record sealed twice looks different each time", async () => {
  const vault = await newVault();
  await vault.put("people", "p1", "same");
  const first = (await store.row("people", vault.id, "p1")).sealed;
  await vault.put("people", "p1", "same");
  assert.notDeepEqual((await store.row("people", vault.id, "p1")).sealed, first);
});

test("after five wrong tries one waits, longer each time, and neither a reload nor the clock shortens it", async () => {
  mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-23T10:00:00Z") });
  const { id } = await newVault();
  const tryAgain = async (how = wrong) => (await openVault(id)).unlock(how);
  for (let n = 0; n < 5; n++) await assert.rejects(tryAgain(), WrongKey);
  await assert.rejects(tryAgain({ passphrase: PASSPHRASE }), (error) => error instanceof Wait && error.until.toISOString() === "2026-11-23T10:01:00.000Z");
  mock.timers.setTime(Date.parse("2026-11-23T10:00:59Z"));
  await assert.rejects(tryAgain({ passphrase: PASSPHRASE }), Wait);
  mock.timers.setTime(Date.parse("2026-11-23T09:00:00Z"));
  await assert.rejects(tryAgain({ passphrase: PASSPHRASE }), (error) => error.until.toISOString() === "2026-11-23T09:01:00.000Z");
  mock.timers.setTime(Date.parse("2026-11-23T09:01:00Z"));
  await assert.rejects(tryAgain(), WrongKey);
  await assert.rejects(tryAgain(), (error) => error.until.toISOString() === "2026-11-23T09:03:00.000Z");
  mock.timers.setTime(Date.parse("2026-11-23T09:03:00Z"));
  await tryAgain({ passphrase: PASSPHRASE });
  await assert.rejects(tryAgain(), WrongKey);
});

test("a try counts although the page is closed in the middle of it", async () => {
  const { id } = await newVault();
  mock.method(crypto.subtle, "unwrapKey", () => new Promise(() => {}));
  for (let n = 0; n < 5; n++) void (await openVault(id)).unlock(wrong);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await assert.rejects((await openVault(id)).unlock(wrong), Wait);
});

test("methods are changed by their owner only, and never all removed", async () => {
  const vault = await newVault();
  await assert.rejects(change(vault, "something else", NEW_PASSPHRASE), WrongKey);
  await assert.rejects(change(vault, PASSPHRASE, "short"), TooWeak);
  await vault.put("people", "p1", "Amira");
  await change(vault, PASSPHRASE, NEW_PASSPHRASE);
  await assert.rejects(again(vault.id), WrongKey);
  const later = await openVault(vault.id);
  await later.unlock({ passphrase: NEW_PASSPHRASE });
  assert.equal(await later.get("people", "p1"), "Amira");
  const [only, ...others] = await later.methods();
  assert.equal(others.length, 0);
  await assert.rejects(later.removeMethod(only.id), LastMethod);
});

test("a passkey's secret opens the vault, another's does not", async () => {
  const passkeys = withPasskeys();
  const vault = await newVault();
  const added = await vault.addMethod({ kind: "passkey", label: "Mettes telefon" }, { passphrase: PASSPHRASE });
  assert.equal(added.label, "Mettes telefon");
  await vault.put("people", "p1", "Amira");
  const later = await openVault(vault.id);
  assert.deepEqual((await later.methods()).map(({ kind, label }) => [kind, label]), [["passphrase", ""], ["passkey", ""]]);
  passkeys.secret = new Uint8Array(32).fill(9);
  await assert.rejects(later.unlock({ passkey: added.id }), WrongKey);
  passkeys.secret = new Uint8Array(32).fill(7);
  await later.unlock({ passkey: added.id });
  assert.equal(await later.get("people", "p1"), "Amira");
  const [passphrase] = await later.methods();
  await later.removeMethod(passphrase.id);
  await assert.rejects(again(vault.id), WrongKey);
});

/** The phone's own passkeys, as far as this uses them. */
function withPasskeys() {
  const passkeys = { secret: new Uint8Array(32).fill(7) };
  const credential = (first) => ({ rawId: new Uint8Array(16).buffer, getClientExtensionResults: () => ({ prf: { enabled: true, results: first && { first } } }) });
  const credentials = { create: async () => credential(), get: async () => credential(passkeys.secret) };
  Object.defineProperty(navigator, "credentials", { value: credentials, configurable: true });
  return passkeys;
}

test("another user of the phone has a vault of their own", async () => {
  const mine = await newVault();
  await (await unpacked(mine)).outbox.add(note("p1"));
  const theirs = await newVault({ ...METTE, user: "u2", initials: "JA" });
  await theirs.put("people", "p2", "Jonas");
  assert.deepEqual((await theirs.all("people")).values, new Map([["p2", "Jonas"]]));
  await theirs.forget();
  assert.deepEqual(await listVaults(), [{ id: mine.id, user: METTE.user, initials: "MK", unsent: 1 }]);
  assert.equal((await unpacked(await again(mine.id))).outbox.items().length, 1);
});

test("a forgotten vault leaves nothing, takes nothing, and is closed on every page", async () => {
  const vault = await newVault();
  const elsewhere = await again(vault.id);
  await vault.put("people", "p1", "Amira");
  await vault.forget();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(elsewhere.isUnlocked, false);
  await assert.rejects(vault.put("people", "p1", "Amira"), Locked);
  await assert.rejects(store.write(vault.id, [{ store: "people", key: "p1", row: { vault: vault.id, key: "p1", sealed: new Uint8Array(1) } }]), Locked);
  assert.equal(await openVault(vault.id), undefined);
  assert.equal((await everythingStored()).includes(vault.id), false);
});

test("when the phone is full it says so, and nothing is half there", async () => {
  const vault = await newVault();
  await vault.put("people", "p1", "before");
  fullAfter(2);
  const changes = ["p1", "p2", "p3"].map((key) => ({ store: "people", key, value: "after" }));
  await assert.rejects(vault.write(changes), StorageFull);
  mock.restoreAll();
  assert.deepEqual((await vault.all("people")).values, new Map([["p1", "before"]]));
});

test("a phone without room can be opened and read, and wrong tries count all the same", async () => {
  const { id } = await newVault();
  await (await again(id)).put("people", "p1", "before");
  fullAfter(0);
  const vault = await again(id);
  assert.equal(await vault.get("people", "p1"), "before");
  vault.lock();
  for (let n = 0; n < 5; n++) await assert.rejects(vault.unlock({ passphrase: "forkert" }), WrongKey);
  await assert.rejects((await openVault(id)).unlock({ passphrase: PASSPHRASE }), Wait);
  mock.restoreAll();
  await assert.rejects((await openVault(id)).unlock({ passphrase: PASSPHRASE }), Wait);
});

/** From the n-th record on the disk is full. */
function fullAfter(n) {
  const put = IDBObjectStore.prototype.put;
  let written = 0;
  mock.method(IDBObjectStore.prototype, "put", function (...row) {
    written += 1;
    if (written > n) throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, row);
  });
}

test("a page that is killed between sealing and writing leaves what was there", async () => {
  const vault = await newVault();
  await vault.put("people", "p1", "before");
  mock.method(IDBDatabase.prototype, "transaction", () => new Promise(() => {}));
  void vault.write(["p1", "p2"].map((key) => ({ store: "people", key, value: "after" }))).catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 20));
  mock.restoreAll();
  assert.deepEqual((await (await again(vault.id)).all("people")).values, new Map([["p1", "before"]]));
});

test("every write waits until it is on disk", async () => {
  const asked = mock.method(IDBDatabase.prototype, "transaction");
  const vault = await newVault();
  await vault.put("people", "p1", 1);
  const writing = asked.mock.calls.map(({ arguments: [, mode, how] }) => [mode, how]).filter(([mode]) => mode === "readwrite");
  assert.ok(writing.length >= 2);
  for (const [, how] of writing) assert.equal(how.durability, "strict");
});

test("nothing personal stands in clear", async () => {
  const vault = await newVault();
  const { people, outbox } = await unpacked(vault);
  await signIn(vault);
  await people.replace([person("p1")]);
  await outbox.add(note("p1", "Talte om læreplads"));
  await vault.setting("lockMinutes", 5);
  const stored = await everythingStored();
  for (const word of ["Amira", "Haddad", "20112233", "2008-05-02", "læreplads", "OPV", "Mette", "refresh-0", "access-0", PASSPHRASE]) {
    assert.equal(stored.includes(word), false, word);
  }
  // The search would find them: what may stand in clear, and a name that is written in clear, are found.
  assert.ok(stored.includes("MK") && stored.includes(vault.id));
  await store.durably(["people"], (of) => of("people").put({ vault: vault.id, key: "p2", sealed: new TextEncoder().encode("Amira") }));
  assert.ok((await everythingStored()).includes("Amira"));
});

test("numbers and repeated characters are no passphrase, however long", async () => {
  for (const text of ["1234567890", "6705094321", "+45 12 34 56 78", "aaaaaaaaaaaaaaa", "ababababababab", "2026-11-23 abc"]) {
    await assert.rejects(createVault(METTE, { kind: "passphrase", text }), { word: "too_plain" });
  }
  const vault = await newVault();
  await assert.rejects(change(vault, PASSPHRASE, "6705094321"), { word: "too_plain" });
  for (const text of ["fire små ord", "Nørrebro-1970", "كلمات للسر هنا"]) await change(vault, PASSPHRASE, text).then(() => change(vault, text, PASSPHRASE));
});

test("a vault begins with a passphrase that is long enough", async () => {
  await assert.rejects(createVault(METTE, { kind: "passphrase", text: "kort" }), TooWeak);
  assert.deepEqual(await listVaults(), []);
});
