// Tokens that run out, a phone that is signed out or to be wiped, and one that was long away.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { OtherUser, StorageFull } from "../../static/field/errors.js";
import { giveUp } from "../../static/field/standing.js";
import * as store from "../../static/field/store.js";
import { listVaults, openVault } from "../../static/field/vault.js";
import { tellWiped } from "../../static/field/wiped.js";
import { METTE, again, newVault, note, person, restarted, signIn, states, unpacked, wiped, work } from "./phone.mjs";
import { Server, cut, problem } from "./server.mjs";

let server;
let phone;

beforeEach(async () => {
  await wiped();
  server = new Server();
  phone = await unpacked(await newVault());
  await signIn(phone.vault);
});
afterEach(() => {
  mock.restoreAll();
  mock.timers.reset();
});

test("a token that ran out is exchanged, and the new pair is on disk before it is used", async () => {
  mock.timers.enable({ apis: ["Date"], now: Date.now() });
  mock.timers.tick(1000 * 3600);
  server.late = async ({ path, access }) => {
    if (path === "tokens" || path.endsWith("/standing")) return;
    const held = await (await again(phone.vault.id)).get("settings", "tokens");
    assert.equal(held.access, access, path);
  };
  await work(phone, 1);
  assert.equal((await phone.sync.run()).problem, null);
  assert.ok(server.spent.has("refresh-0"));
});

test("a lost answer to the exchange, or a page killed before it is kept, costs nothing", async () => {
  mock.timers.enable({ apis: ["Date"], now: Date.now() });
  mock.timers.tick(1000 * 3600);
  await work(phone, 1);
  server.late = ({ path }) => path === "tokens" && cut();
  assert.equal((await phone.sync.run()).problem, "unreachable");
  server.late = () => undefined;
  mock.method(phone.vault, "put", () => Promise.reject(new StorageFull()));
  assert.equal((await phone.sync.run()).problem, "storage_full");
  phone = await restarted(phone);
  assert.equal((await phone.sync.run()).problem, null);
  assert.deepEqual([states(phone), server.standing, new Set(server.requests.filter(({ path }) => path === "tokens").map(({ body }) => body.nonce)).size], [["applied"], "ready", 1]);
});

test("an exchange that is told again may give a pair whose time is up: that is exchanged too", async () => {
  await work(phone, 1);
  server.pair.access = "x";
  server.late = ({ path }) => path === "tokens" && server.spent.size === 1 && ((server.pair.access = "over"), undefined);
  assert.equal((await phone.sync.run()).problem, null);
  assert.deepEqual([server.spent.size, states(phone)], [2, ["applied"]]);
});

test("a clock that is wrong by a day hinders nothing", async () => {
  mock.timers.enable({ apis: ["Date"], now: Date.now() });
  for (const off of [-1, 2]) {
    mock.timers.setTime(Date.now() + off * 86_400_000);
    server.pair.access = `changed ${off}`;
    await work(phone, 1);
    assert.equal((await phone.sync.run()).problem, null);
  }
  assert.deepEqual(states(phone), ["applied", "applied"]);
});

test("where access was withdrawn the people go and the work stays, and it goes on after signing in", async () => {
  await phone.people.replace([person("p1")]);
  await work(phone, 2);
  server.pair = { access: "x", refresh: "y", isUsed: true };
  server.standing = "signed_out";
  assert.equal((await phone.sync.run()).problem, "signed_out");
  assert.equal(phone.people.list().length, 0);
  phone = await restarted(phone);
  assert.deepEqual([states(phone), phone.people.list().length], [["unsent", "unsent"], 0]);
  server.standing = "ready";
  await signIn(phone.vault, { access: "x", refresh: "y" });
  assert.equal((await phone.sync.run()).problem, null);
  assert.deepEqual(states(phone), ["applied", "applied"]);
});

test("whoever may use a phone no longer is told, keeps everything, and goes on once they may again", async () => {
  await phone.people.replace([person("p1")]);
  await work(phone, 2);
  server.early = ({ path }) => (path === "operations" ? problem(403, "forbidden") : undefined);
  const { problem: told, unsent } = await phone.sync.run();
  assert.deepEqual([told, unsent, phone.people.list().length], ["signed_out", 2, 1]);
  server.early = () => undefined;
  assert.equal((await phone.sync.run()).problem, null);
  assert.deepEqual(states(phone), ["applied", "applied"]);
});

test("another user's tokens are not taken into this vault", async () => {
  await assert.rejects(signIn(phone.vault, { user: { id: "u2" } }), OtherUser);
  await assert.rejects(signIn(phone.vault, { device: "d2" }), OtherUser);
});

test("asked to wipe, the phone delivers once more and forgets everything", async () => {
  await phone.people.replace([person("p1")]);
  const added = await work(phone, 2);
  server.judge = () => ({ outcome: "quarantined" });
  server.standing = "wipe";
  server.late = ({ path, init }) => path === "operations" && init.method === "POST" && server.requests.filter((one) => one.path === "operations").length === 1 ? cut() : undefined;
  assert.equal((await phone.sync.run()).problem, "unreachable");
  assert.equal((await phone.sync.run()).problem, "wiped");
  assert.deepEqual([server.appliedIds, server.isWiped, await listVaults(), phone.people.list()], [added, true, [], []]);
});

test("asked to wipe when its token has run out, it delivers with that token, and wipes nothing before it is heard", async () => {
  mock.timers.enable({ apis: ["Date"], now: Date.now() });
  await phone.people.replace([person("p1")]);
  const added = await work(phone, 2);
  mock.timers.tick(1000 * 3600);
  server.standing = "wipe";
  server.late = ({ path }) => path === "operations" && cut();
  assert.equal((await phone.sync.run()).problem, "unreachable");
  assert.deepEqual([(await listVaults()).length, phone.people.list().length], [1, 0]);
  server.late = () => undefined;
  server.applied.clear();
  assert.equal((await phone.sync.run()).problem, "wiped");
  assert.deepEqual([server.appliedIds, await listVaults()], [added, []]);
});

test("a phone whose word of being wiped was lost says it again at each start, until it is heard", async () => {
  const told = () => server.requests.filter(({ path }) => path.endsWith("/wiped")).length;
  server.standing = "wipe";
  server.early = ({ path }) => (path.endsWith("/wiped") ? cut() : undefined);
  assert.equal((await phone.sync.run()).problem, "wiped");
  await tellWiped();
  assert.deepEqual([told(), server.isWiped], [2, undefined]);
  server.early = () => undefined;
  await tellWiped();
  assert.equal(server.isWiped, true);
  await tellWiped();
  assert.equal(told(), 3);
});

test("a phone that died before it was wiped does not say that it was", async () => {
  server.standing = "wipe";
  mock.method(phone.vault, "forget", () => Promise.reject(new StorageFull()));
  assert.equal((await phone.sync.run()).problem, "storage_full");
  await tellWiped();
  assert.equal(server.isWiped, undefined);
});

test("before a wipe, what was still to be mended and what waited for it are handed in too", async () => {
  const added = await work(phone, 4);
  const firsts = ["refused", "returned", "held", "applied"];
  server.judge = ({ data }) => ({ outcome: firsts[Number(data.note.at(-1))] });
  await phone.sync.run();
  assert.deepEqual(states(phone), firsts);
  server.standing = "wipe";
  server.judge = () => ({ outcome: "quarantined" });
  assert.equal((await phone.sync.run()).problem, "wiped");
  assert.deepEqual([added.map((id) => server.applied.get(id).outcome), await listVaults()], [["quarantined", "quarantined", "quarantined", "applied"], []]);
});

test("what is about somebody who has been erased is kept neither there nor here, and the phone is wiped", async () => {
  const [kept] = await work(phone, 2);
  server.standing = "wipe";
  const erased = [{ field: "", message: "erased" }];
  server.judge = ({ id }) => (id === kept ? { outcome: "quarantined" } : { outcome: "refused", errors: erased, erased: true });
  assert.equal((await phone.sync.run()).problem, "wiped");
  assert.deepEqual([server.isWiped, await listVaults()], [true, []]);
});

test("with contact as ever it is not kept either, and its sender hears why", async () => {
  await work(phone, 1);
  server.judge = () => ({ outcome: "refused", errors: [{ field: "", message: "erased" }], erased: true });
  assert.equal((await phone.sync.run()).problem, null);
  const [item] = (await restarted(phone)).outbox.items();
  assert.deepEqual([item.state, item.data, item.about.name, item.errors[0].message], ["discarded", {}, "", "erased"]);
});

test("any other no of the server before a wipe stays sealed for its owner", async () => {
  await work(phone, 1);
  server.standing = "wipe";
  server.judge = () => ({ outcome: "refused", errors: [{ field: "id", message: "used" }] });
  assert.equal((await phone.sync.run()).problem, "not_handed_in");
  assert.deepEqual(states(await restarted(phone)), ["refused"]);
});

const NOT_HANDED_IN = {
  "a token that is refused": ({ path }) => (path === "operations" ? problem(401, "signed-out") : undefined),
  "an item that is too large": ({ path, body }) => (path === "operations" && body.operations.length ? problem(413, "too-large") : undefined),
  "an item the server stumbles over": ({ path, body }) => (path === "operations" && body.operations.length ? problem(500, "broken") : undefined),
};
for (const [what, answer] of Object.entries(NOT_HANDED_IN)) {
  test(`${what} is no reason to keep people on a phone that is to be wiped, nor to lose what was written`, async () => {
    await phone.people.replace([person("p1")]);
    const [one] = await work(phone, 1);
    server.standing = "wipe";
    server.early = answer;
    assert.equal((await phone.sync.run()).problem, "not_handed_in");
    phone = await restarted(phone);
    assert.deepEqual([phone.people.list().length, phone.outbox.items().map(({ id }) => id), server.isWiped], [0, [one], undefined]);
    server.early = () => undefined;
    assert.equal((await phone.sync.run()).problem, "wiped");
    assert.deepEqual([server.appliedIds, await listVaults()], [[one], []]);
  });
}

test("a phone without a token keeps what it cannot hand in", async () => {
  phone = await unpacked(await newVault({ ...METTE, user: "u2" }));
  await work(phone, 1);
  server.standing = "wipe";
  assert.equal((await phone.sync.run()).problem, "not_handed_in");
  assert.deepEqual(states(await restarted(phone)), ["unsent"]);
});

test("a damaged token or list locks nobody out: one signs in again, and the lists are fetched anew", async () => {
  await phone.sync.run();
  await work(phone, 1);
  for (const key of ["reference", "tokens", "cursor"]) {
    const row = await store.row("settings", phone.vault.id, key);
    await store.write(phone.vault.id, [{ store: "settings", key, row: { ...row, sealed: row.sealed.map((byte) => byte ^ 1) } }]);
  }
  phone = await restarted(phone);
  assert.deepEqual([phone.book.current(), states(phone), (await phone.sync.run()).problem], [null, ["unsent"], "signed_out"]);
  await signIn(phone.vault);
  assert.equal((await phone.sync.run()).problem, null);
  assert.deepEqual([phone.book.current().user.name, states(phone)], ["Mette", ["applied"]]);
});

test("a locked phone is wiped too, but for unsent work, which waits sealed for its owner", async () => {
  await phone.people.replace([person("p1")]);
  await work(phone, 1);
  phone.vault.lock();
  server.standing = "wipe";
  assert.equal((await phone.sync.run()).problem, "locked");
  phone = await restarted(phone);
  assert.deepEqual([phone.people.list(), states(phone)], [[], ["unsent"]]);
  assert.equal((await phone.sync.run()).problem, "wiped");
  assert.deepEqual(await listVaults(), []);
  const empty = await unpacked(await newVault());
  empty.vault.lock();
  assert.equal((await empty.sync.run()).problem, "wiped");
});

test("people leave the phone after the set days without contact, what is unsent stays", async () => {
  const began = Date.parse("2026-11-23T10:00:00Z");
  mock.timers.enable({ apis: ["Date"], now: began });
  server.people = [person("p1")];
  await work(phone, 2);
  server.judge = ({ data }) => ({ outcome: data.note === "tur 0" ? "quarantined" : "applied" });
  await phone.sync.run();
  await work(phone, 1);
  mock.timers.setTime(began + 13 * 86_400_000);
  assert.equal((await restarted(phone)).people.list().length, 1);
  mock.timers.setTime(began + 5 * 86_400_000);
  await openVault(phone.vault.id);
  mock.timers.setTime(began + 7 * 86_400_000);
  phone = await restarted(phone);
  assert.deepEqual([phone.people.list(), states(phone)], [[], ["quarantined", "unsent"]]);
  server.pair.access = "another";
  assert.equal((await phone.sync.run()).problem, null);
  assert.deepEqual([phone.people.list().length, states(phone)], [1, ["quarantined", "quarantined"]]);
  assert.deepEqual(server.requests.filter(({ path }) => path === "changes").map(({ query }) => query.get("since")), ["", ""]);
});

test("a phone that its owner gives up hands in what it holds, ends its access and says when it is empty", async () => {
  const added = await work(phone, 2);
  server.judge = ({ data }) => ({ outcome: server.standing === "ready" && data.note === "tur 0" ? "refused" : "applied" });
  assert.equal(await giveUp(phone.vault, phone.outbox, phone.sync), true);
  assert.deepEqual([server.batches, server.standing, server.isWiped, await listVaults()], [[added, [added[0]]], "wipe", true, []]);
});

test("without contact it is given up all the same, and its owner hears that the server does not know", async () => {
  await work(phone, 1);
  server.early = cut;
  assert.equal(await giveUp(phone.vault, phone.outbox, phone.sync), false);
  assert.deepEqual([server.appliedIds, server.isWiped, await listVaults()], [[], undefined, []]);
});
