// What is in the outbox is on disk, in order, and goes only when its owner or the server says so.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { draft, idsOf, nameOf, resumed } from "../../static/field/drafts.js";
import { NotNow, StorageFull } from "../../static/field/errors.js";
import { buildingOn } from "../../static/field/operations.js";
import { openVault } from "../../static/field/vault.js";
import { channels, newVault, note, person, restarted, unpacked, wiped } from "./phone.mjs";

beforeEach(wiped);
afterEach(() => mock.restoreAll());

const ids = ({ outbox }) => outbox.items().map(({ id }) => id);
const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

test("an item is told to be kept when it is on disk, not before", async () => {
  const phone = await unpacked(await newVault());
  const add = IDBObjectStore.prototype.add;
  mock.method(IDBObjectStore.prototype, "add", function (...row) {
    const request = add.apply(this, row);
    request.addEventListener("success", () => setImmediate(() => this.transaction.abort()) && this.get("keeps the transaction open"));
    return request;
  });
  await assert.rejects(phone.outbox.add(note("p1")));
  mock.restoreAll();
  assert.deepEqual([ids(phone), ids(await restarted(phone))], [[], []]);
});

test("the draft goes in the same write as its item comes: neither without the other", async () => {
  const phone = await unpacked(await newVault());
  const kept = async () => Boolean(await (await restarted(phone)).vault.get("settings", nameOf("/new")));
  await phone.vault.write([draft("/new", { first_name: "Amira", id: "p1" })]);
  const erase = IDBObjectStore.prototype.delete;
  mock.method(IDBObjectStore.prototype, "delete", function (key) {
    const request = erase.call(this, key);
    request.addEventListener("success", () => this.transaction.abort());
    return request;
  });
  await assert.rejects(phone.outbox.add(note("p1"), [draft("/new")]));
  assert.deepEqual([ids(phone), ids(await restarted(phone)), await kept()], [[], [], true]);
  mock.restoreAll();
  const { id, data } = await phone.outbox.add(note("p1"), [draft("/new")]);
  assert.deepEqual([ids(await restarted(phone)), await kept()], [[id], false]);
  await phone.vault.write([draft("/new", { note: "x" })]);
  await phone.outbox.amend(id, data, [draft("/new")]);
  assert.equal(await kept(), false);
});

test("a draft that is taken up again makes the record it was begun for", () => {
  const begun = { youth: "p1", id: "a", status_id: "b" };
  const kept = { note: "Gik en tur", ...begun };
  assert.deepEqual(idsOf({ youth: "p1", id: "c", status_id: "d" }, kept), begun);
  assert.deepEqual(idsOf(begun, undefined), begun);
  assert.deepEqual(idsOf(begun, { note: "from before drafts had ids" }), begun);
});

test("a draft of a change holds what was typed, upon the version it was typed on; the rest is as the record stands now", () => {
  const opening = { nickname: "", phone: "20 11 22 33", last_name: "Haddad" };
  const kept = { youth: "p1", nickname: "Mira", phone: "20 11 22 33", last_name: "Haddad", opening, base_version: 1 };
  const now = { nickname: "", phone: "60 60 60 60", last_name: "" };
  const taken = resumed(now, 2, kept);
  assert.deepEqual(taken, { values: { nickname: "Mira", phone: "60 60 60 60", last_name: "" }, opening: now, base_version: 1 });
  const typedToo = resumed({ ...now, nickname: "Mimi" }, 2, kept);
  assert.deepEqual([typedToo.values.nickname, typedToo.opening.nickname, typedToo.base_version], ["Mira", "", 1]);
  const emptied = resumed(now, 2, { ...kept, nickname: undefined, last_name: undefined });
  assert.deepEqual([emptied.values.last_name, emptied.opening.last_name, emptied.base_version], ["", "Haddad", 1]);
  const untouched = resumed(now, 2, { ...kept, nickname: "" });
  assert.deepEqual(untouched, { values: now, opening: now, base_version: 2 });
  assert.deepEqual(resumed(now, 2, undefined), { values: now, opening: now, base_version: 2 });
});

test("two tabs that take up one draft make two records, and what builds on each is its own", async () => {
  const phone = await unpacked(await newVault());
  const other = await restarted(phone);
  const typed = (name) => ({ kind: "register_youth", about: { youth: "x", name }, data: { id: "x", status_id: "s", first_name: name } });
  const first = await phone.outbox.add(typed("Ali"));
  const second = await other.outbox.add(typed("Bo"));
  assert.deepEqual([first.data.id, first.data.status_id, first.about.youth], ["x", "s", "x"]);
  assert.deepEqual([second.data.first_name, second.about.youth], ["Bo", second.data.id]);
  assert.equal(new Set(["x", "s", second.data.id, second.data.status_id]).size, 4);
  await phone.outbox.update(([item]) => ({ changed: [{ ...item, state: "applied", settled: true, data: {}, record: { id: "x", youth: "x" } }] }));
  const third = await other.outbox.add(typed("Carl"));
  assert.notEqual(third.data.id, "x");
});

test("the order survives a restart, also when many are added at once", async () => {
  const phone = await unpacked(await newVault());
  const added = [];
  for (let n = 0; n < 12; n++) added.push((await phone.outbox.add(note("p1"))).id);
  assert.deepEqual(ids(await restarted(phone)), added);
  const together = await Promise.all(Array.from({ length: 8 }, () => phone.outbox.add(note("p1"))));
  assert.deepEqual(new Set(together.map(({ order }) => order)).size, 8);
  assert.equal(ids(await restarted(phone)).length, 20);
});

test("two pages write into one outbox and both see it", async () => {
  const one = await unpacked(await newVault());
  const two = await restarted(one);
  await Promise.all([one, two, one, two].map(({ outbox }) => outbox.add(note("p1"))));
  await settle();
  assert.equal(ids(one).length, 4);
  assert.deepEqual(ids(one), ids(two));
  assert.deepEqual(ids(await restarted(one)), ids(one));
});

test("a full phone says so and keeps what it had", async () => {
  const phone = await unpacked(await newVault());
  await phone.outbox.add(note("p1"));
  mock.method(IDBObjectStore.prototype, "add", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await assert.rejects(phone.outbox.add(note("p1")), StorageFull);
  mock.restoreAll();
  assert.deepEqual([ids(phone).length, ids(await restarted(phone)).length], [1, 1]);
});

test("a refused item is sent anew under another id, in its place, and makes the same record", async () => {
  const phone = await unpacked(await newVault());
  const [first] = [await phone.outbox.add(note("p1")), await phone.outbox.add(note("p1"))];
  await phone.outbox.update(([item]) => ({ changed: [{ ...item, state: "refused", tried: true, errors: [{ field: "note", message: "x" }] }] }));
  const amended = await phone.outbox.amend(first.id, { ...first.data, id: "another", note: "bedre" });
  assert.notEqual(amended.id, first.id);
  const [now] = (await restarted(phone)).outbox.items();
  assert.deepEqual(now, { ...first, id: amended.id, data: { ...first.data, note: "bedre" } });
});

test("what may be on its way, or is at the server, is neither changed nor dropped", async () => {
  const phone = await unpacked(await newVault());
  const { id, data } = await phone.outbox.add(note("p1"));
  for (const more of [{ tried: true }, { state: "applied" }, { state: "quarantined" }, { state: "conflict" }]) {
    await phone.outbox.update(([item]) => ({ changed: [{ ...item, state: "unsent", tried: false, ...more }] }));
    await assert.rejects(phone.outbox.drop(id), NotNow);
    await assert.rejects(phone.outbox.amend(id, data), NotNow);
  }
  for (const state of ["refused", "held", "returned"]) {
    await phone.outbox.update(([item]) => ({ changed: [{ ...item, state }] }));
    assert.equal(phone.outbox.unsent(), 1);
  }
  await phone.outbox.drop(id);
  assert.deepEqual([ids(phone), ids(await restarted(phone))], [[], []]);
});

test("another page's news of an item arrive before it is dropped here", async () => {
  const one = await unpacked(await newVault());
  const { id } = await one.outbox.add(note("p1"));
  const two = await restarted(one);
  mock.method(two.vault, "tell", () => {});
  await two.outbox.update(([item]) => ({ changed: [{ ...item, tried: true }] }));
  await assert.rejects(one.outbox.drop(id), NotNow);
});

test("an item that cannot be read stays on disk and is told of", async () => {
  const phone = await unpacked(await newVault());
  for (const _ of [1, 2]) await phone.outbox.add(note("p1"));
  const store = await import("../../static/field/store.js");
  const row = await store.row("outbox", phone.vault.id, 1);
  await store.write(phone.vault.id, [{ store: "outbox", key: 1, row: { ...row, sealed: row.sealed.map((byte) => byte ^ 1) } }]);
  const later = await restarted(phone);
  assert.deepEqual([ids(later).length, later.outbox.damaged()], [1, [1]]);
  await later.outbox.add(note("p1"));
  assert.deepEqual((await store.rows("outbox", phone.vault.id)).map(({ key }) => key), [1, 2, 3]);
});

test("a locked phone holds nothing in memory", async () => {
  const phone = await unpacked(await newVault());
  await phone.outbox.add(note("p1"));
  phone.vault.lock();
  assert.deepEqual([phone.outbox.items(), phone.people.list()], [[], []]);
});

test("what is still being read when the phone is locked is not put into memory", async () => {
  const phone = await unpacked(await newVault());
  await phone.people.replace([person("p1")]);
  await phone.outbox.add(note("p1"));
  for (const part of ["outbox", "people", "book"]) {
    const page = await restarted(phone);
    const reading = page[part].load();
    await new Promise(setImmediate);
    page.vault.lock();
    await reading.catch(() => {});
    assert.deepEqual([page.outbox.items(), page.people.list(), page.book.current()], [[], [], null], part);
  }
});

test("a page hears of a vault only while it has it open", async () => {
  const before = channels.size;
  const phone = await unpacked(await newVault());
  await openVault(phone.vault.id);
  assert.equal(channels.size, before + 1);
  phone.vault.lock();
  await (await openVault(phone.vault.id)).forget();
  assert.equal(channels.size, before);
});

test("with a registration goes what cannot be carried out without it, in one step, and nothing else", async () => {
  const phone = await unpacked(await newVault());
  const { outbox } = phone;
  const met = { kind: "register_youth", about: { youth: "p1", name: "Aldrig" }, data: { id: "p1", status_id: "s1", first_name: "Aldrig" } };
  const corrected = { kind: "correct_status", about: { youth: "p1", name: "Aldrig" }, data: { id: "s2", youth: "p1", replaces: "s1" } };
  const agreed = { kind: "add_followup", about: { youth: "p1", name: "Aldrig" }, data: { id: "f1", youth: "p1", text: "Ring" } };
  const done = { kind: "finish_followup", about: { youth: "p2", name: "En anden" }, data: { followup: "f1" } };
  await outbox.add(note("p1"));
  const first = await outbox.add(met);
  for (const given of [corrected, note("p2"), agreed, done, { ...note("p2"), data: { ...note("p2").data, more: ["p1"] } }]) await outbox.add(given);
  const lost = buildingOn(outbox.items(), first);
  assert.deepEqual(lost.map(({ order }) => order), [3, 5, 6, 7]);
  await outbox.drop(first.id, lost.map(({ id }) => id));
  assert.deepEqual((await restarted(phone)).outbox.items().map(({ order }) => order), [1, 4]);
});

test("what is on its way is not given up with another", async () => {
  const { outbox } = await unpacked(await newVault());
  const [one, two] = [await outbox.add(note("p1")), await outbox.add(note("p1"))];
  await outbox.update((items) => ({ changed: [{ ...items[1], tried: true }] }));
  await outbox.drop(one.id, [two.id]);
  assert.deepEqual(outbox.items().map(({ id }) => id), [two.id]);
});
