// Exactly once, in order, and never lost: whatever happens between the phone and the server.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { OtherUser, StorageFull } from "../../static/field/errors.js";
import { listVaults, openVault } from "../../static/field/vault.js";
import { METTE, again, newVault, note, person, signIn, unpacked, wiped } from "./phone.mjs";
import { Server, json, problem } from "./server.mjs";

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

const restarted = async () => unpacked(await again(phone.vault.id));
const states = ({ outbox } = phone) => outbox.items().map(({ state }) => state);
const work = async (n, youth = "p1") => {
  const added = [];
  for (let i = 0; i < n; i++) added.push((await phone.outbox.add(note(youth, `tur ${i}`))).id);
  return added;
};
const cut = () => {
  throw new TypeError("network");
};

test("what waits is sent in order, in batches, and each item has its receipt", async () => {
  const added = await work(53);
  const state = await phone.sync.run();
  assert.deepEqual(server.batches.map((batch) => batch.length), [50, 3]);
  assert.deepEqual(server.appliedIds, added);
  assert.deepEqual([state.problem, state.unsent, new Set(states())], [null, 0, new Set(["applied"])]);
  assert.equal(phone.outbox.items()[0].received_at, "2026-11-23T13:02:00Z");
  await phone.sync.run();
  assert.equal(server.batches.length, 2);
});

test("an answer that is cut is asked for again with the same ids, also after a restart", async () => {
  const added = await work(3);
  server.late = ({ path }) => path === "operations" && cut();
  assert.equal((await phone.sync.run()).problem, "unreachable");
  assert.deepEqual(states(), ["unsent", "unsent", "unsent"]);
  await assert.rejects(phone.outbox.drop(added[0]));
  phone = await restarted();
  server.late = () => undefined;
  await phone.sync.run();
  assert.deepEqual(server.batches, [added, added]);
  assert.deepEqual([server.appliedIds, states()], [added, ["applied", "applied", "applied"]]);
});

test("an operation that was handled before is told by its first outcome", async () => {
  await work(4);
  const firsts = ["refused", "conflict", "quarantined", "merged"];
  server.judge = () => ({ outcome: firsts[server.applied.size], errors: [{ field: "note", message: "x" }] });
  server.late = ({ path }) => path === "operations" && cut();
  await phone.sync.run();
  server.late = () => undefined;
  await phone.sync.run();
  assert.deepEqual(states(), ["refused", "conflict", "quarantined", "applied"]);
  assert.deepEqual(phone.outbox.items()[0].errors, [{ field: "note", message: "x" }]);
});

const NO_ANSWERS = {
  "a redirect to a login": () => Object.defineProperty(json(200, { results: [] }), "redirected", { value: true }),
  "a page of HTML": () => new Response("<h1>Log ind</h1>", { headers: { "Content-Type": "text/html" } }),
  "a page of HTML that calls itself JSON": () => new Response("<h1>Log ind</h1>", { headers: { "Content-Type": "application/json" } }),
  "JSON that is not said to be any": ({ body }) => new Response(json(200, { results: body.operations.map(({ id }) => ({ id, outcome: "applied" })) }).body),
  "half an answer": () => new Response('{"results": [{"id": "', { headers: { "Content-Type": "application/json" } }),
  "somebody else's JSON": () => json(200, { ok: true }),
  "an error of the server": () => problem(500, "broken"),
  "a server that is busy": () => problem(503, "unavailable", {}),
  "too many requests": () => problem(429, "too-many"),
  "not found": () => problem(404, "not-found"),
  "no network": cut,
};
for (const [what, answer] of Object.entries(NO_ANSWERS)) {
  test(`${what} never counts as sent`, async () => {
    const added = await work(2);
    server.late = (asked) => (asked.path === "operations" ? answer(asked) : undefined);
    assert.equal((await phone.sync.run()).problem, what === "not found" ? "unexpected" : "unreachable");
    assert.deepEqual(states(await restarted()), ["unsent", "unsent"]);
    server.late = () => undefined;
    await phone.sync.run();
    assert.deepEqual([server.appliedIds, states()], [added, ["applied", "applied"]]);
  });
}

test("no request follows a redirect or carries the browser's cookies", async () => {
  await work(1);
  await phone.sync.run();
  for (const { init } of server.requests) assert.deepEqual([init.redirect, init.credentials], ["error", "omit"]);
});

test("an item without a result, or with one nobody understands, waits on", async () => {
  const [first, second, third] = await work(3);
  server.late = ({ path }) => path === "operations" && json(200, { results: [{ id: first, outcome: "applied" }, { id: second, outcome: "eaten" }] });
  await phone.sync.run();
  assert.deepEqual(states(), ["applied", "unsent", "unsent"]);
  server.late = () => undefined;
  await phone.sync.run();
  assert.deepEqual(server.batches.at(-1), [second, third]);
});

test("what builds on a refused item is held, and goes after it once that is amended", async () => {
  await phone.outbox.add({ kind: "register_youth", about: { youth: "new", name: "Jonas" }, data: { id: "new", status_id: "s", first_name: "" } });
  await work(1, "new");
  const [registration] = phone.outbox.items();
  server.judge = ({ kind, data }) => {
    if (kind === "register_youth") return data.first_name ? { outcome: "applied" } : { outcome: "refused", errors: [{ field: "first_name", message: "x" }] };
    const isThere = [...server.applied.values()].some(({ outcome, operation }) => outcome === "applied" && operation.data.id === data.youth);
    return isThere ? { outcome: "applied" } : { outcome: "held", because: registration.id };
  };
  await phone.sync.run();
  assert.deepEqual(states(), ["refused", "held"]);
  assert.deepEqual([phone.outbox.items()[1].because, phone.outbox.unsent()], [registration.id, 2]);
  await phone.outbox.amend(registration.id, { ...registration.data, first_name: "Jonas" });
  await phone.sync.run();
  assert.deepEqual(states(), ["applied", "applied"]);
});

test("two pages never send at once", async () => {
  const added = await work(5);
  const other = await restarted();
  let atOnce = 0;
  let most = 0;
  server.early = async ({ path }) => {
    if (path !== "operations") return;
    most = Math.max(most, (atOnce += 1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    atOnce -= 1;
  };
  const ended = await Promise.all([phone.sync.run(), other.sync.run()]);
  assert.deepEqual([most, server.batches], [1, [added]]);
  assert.equal(ended.filter(({ problem: told }) => told === "elsewhere").length, 1);
});

test("one request that is taken badly as a whole holds up only what builds on it", async () => {
  const [, bad] = await work(1).then(async ([one]) => [one, (await phone.outbox.add(note("p2", "x"))).id]);
  const [after] = await work(1, "p2");
  const [free] = await work(1, "p3");
  server.early = ({ path, body }) => path === "operations" && body.operations.some(({ id }) => id === bad) ? problem(413, "too-large") : undefined;
  await phone.sync.run();
  assert.deepEqual(states(), ["applied", "unsent", "unsent", "applied"]);
  assert.ok(server.appliedIds.includes(free) && !server.appliedIds.includes(after));
});

test("a token that ran out is exchanged, and the new pair is on disk before it is used", async () => {
  mock.timers.enable({ apis: ["Date"], now: Date.now() });
  mock.timers.tick(1000 * 3600);
  server.late = async ({ path, access }) => {
    if (path === "tokens") return;
    const held = await (await again(phone.vault.id)).get("settings", "tokens");
    assert.equal(held.access, access, path);
  };
  await work(1);
  assert.equal((await phone.sync.run()).problem, null);
  assert.ok(server.spent.has("refresh-0"));
});

test("a lost answer to the exchange, or a page killed before it is kept, costs nothing", async () => {
  mock.timers.enable({ apis: ["Date"], now: Date.now() });
  mock.timers.tick(1000 * 3600);
  await work(1);
  server.late = ({ path }) => path === "tokens" && cut();
  assert.equal((await phone.sync.run()).problem, "unreachable");
  server.late = () => undefined;
  mock.method(phone.vault, "put", () => Promise.reject(new StorageFull()));
  assert.equal((await phone.sync.run()).problem, "storage_full");
  phone = await restarted();
  assert.equal((await phone.sync.run()).problem, null);
  assert.deepEqual([states(), server.standing, new Set(server.requests.filter(({ path }) => path === "tokens").map(({ body }) => body.nonce)).size], [["applied"], "ready", 1]);
});

test("an exchange that is told again may give a pair whose time is up: that is exchanged too", async () => {
  await work(1);
  server.pair.access = "x";
  server.late = ({ path }) => path === "tokens" && server.spent.size === 1 && ((server.pair.access = "over"), undefined);
  assert.equal((await phone.sync.run()).problem, null);
  assert.deepEqual([server.spent.size, states()], [2, ["applied"]]);
});

test("a clock that is wrong by a day hinders nothing", async () => {
  mock.timers.enable({ apis: ["Date"], now: Date.now() });
  for (const off of [-1, 2]) {
    mock.timers.setTime(Date.now() + off * 86_400_000);
    server.pair.access = `changed ${off}`;
    await work(1);
    assert.equal((await phone.sync.run()).problem, null);
  }
  assert.deepEqual(states(), ["applied", "applied"]);
});

test("signed out keeps everything, asks to sign in, and goes on afterwards", async () => {
  await phone.people.replace([person("p1")]);
  await work(2);
  server.pair = { access: "x", refresh: "y", isUsed: true };
  server.standing = "signed_out";
  assert.equal((await phone.sync.run()).problem, "signed_out");
  phone = await restarted();
  assert.deepEqual([states(), phone.people.list().length], [["unsent", "unsent"], 1]);
  server.standing = "ready";
  await signIn(phone.vault, { access: "x", refresh: "y" });
  assert.equal((await phone.sync.run()).problem, null);
  assert.deepEqual(states(), ["applied", "applied"]);
});

test("another user's tokens are not taken into this vault", async () => {
  await assert.rejects(signIn(phone.vault, { user: { id: "u2" } }), OtherUser);
  await assert.rejects(signIn(phone.vault, { device: "d2" }), OtherUser);
});

test("asked to wipe, the phone delivers once more and forgets everything", async () => {
  await phone.people.replace([person("p1")]);
  const added = await work(2);
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
  const added = await work(2);
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

test("a token that is refused is no reason to keep people on a phone that is to be wiped", async () => {
  await phone.people.replace([person("p1")]);
  await work(1);
  server.standing = "wipe";
  server.early = ({ path }) => (path === "operations" ? problem(401, "device-revoked", { standing: "wipe" }) : undefined);
  assert.equal((await phone.sync.run()).problem, "wiped");
  assert.deepEqual(await listVaults(), []);
});

test("a locked phone is wiped too, but for unsent work, which waits sealed for its owner", async () => {
  await phone.people.replace([person("p1")]);
  await work(1);
  phone.vault.lock();
  server.standing = "wipe";
  assert.equal((await phone.sync.run()).problem, "locked");
  phone = await restarted();
  assert.deepEqual([phone.people.list(), states()], [[], ["unsent"]]);
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
  await work(2);
  server.judge = ({ data }) => ({ outcome: data.note === "tur 0" ? "quarantined" : "applied" });
  await phone.sync.run();
  await work(1);
  mock.timers.setTime(began + 13 * 86_400_000);
  assert.equal((await restarted()).people.list().length, 1);
  mock.timers.setTime(began + 5 * 86_400_000);
  await openVault(phone.vault.id);
  mock.timers.setTime(began + 7 * 86_400_000);
  phone = await restarted();
  assert.deepEqual([phone.people.list(), states()], [[], ["quarantined", "unsent"]]);
  server.pair.access = "another";
  assert.equal((await phone.sync.run()).problem, null);
  assert.deepEqual([phone.people.list().length, states()], [1, ["quarantined", "quarantined"]]);
  assert.deepEqual(server.requests.filter(({ path }) => path === "changes").map(({ query }) => query.get("since")), ["", ""]);
});

test("people come page by page, and a page that is cut is asked for again", async () => {
  server.people = Array.from({ length: 5 }, (_, n) => person(`p${n}`));
  server.pageSize = 2;
  let pages = 0;
  server.late = ({ path }) => path === "changes" && ++pages === 2 && cut();
  await phone.sync.run();
  assert.equal((await restarted()).people.list().length, 2);
  phone = await restarted();
  await phone.sync.run();
  assert.deepEqual(server.requests.filter(({ path }) => path === "changes").map(({ query }) => query.get("since")), ["", "c:2", "c:2", "c:4"]);
  assert.equal(phone.people.list().length, 5);
});

test("who is no longer on the list leaves the phone, and who is missing is fetched", async () => {
  server.people = [person("p1"), person("p2")];
  server.ids = ["p1", "p2"];
  await phone.sync.run();
  const [{ id }] = [await phone.outbox.add(note("p2"))];
  await phone.sync.run();
  server.people = [person("p1"), person("p3")];
  server.pageSize = 0;
  server.ids = ["p1", "p3", "p4"];
  mock.method(server, "answer", ((answer) => function (address, init) {
    this.people = address.pathname.endsWith("changes") ? [] : [person("p1"), person("p3")];
    return answer.call(this, address, init);
  })(server.answer));
  await phone.sync.run();
  phone = await restarted();
  assert.deepEqual(phone.people.list().map((one) => one.id).sort(), ["p1", "p3"]);
  const receipt = phone.outbox.items().find((item) => item.id === id);
  assert.deepEqual([receipt.state, receipt.data, receipt.about.name], ["applied", {}, ""]);
});

test("a server set back to an older copy is told again what it had acknowledged", async () => {
  server.people = [person("p1")];
  const added = await work(2);
  await phone.sync.run();
  server.applied = new Map([[added[0], { outcome: "applied", operation: {} }]]);
  server.restoredFrom = "c";
  server.people = [person("p1", { first_name: "Amirah" })];
  const [third] = await work(1);
  server.late = ({ path, query }) => path === "changes" && query.get("since") === "" && void (server.restoredFrom = null);
  assert.equal((await phone.sync.run()).problem, null);
  assert.deepEqual(server.batches.slice(1), [[...added, third]]);
  assert.deepEqual([server.appliedIds.length, states(), phone.people.view("p1").first_name], [3, ["applied", "applied", "applied"], "Amirah"]);
});

test("what colleagues made of quarantined items is heard of", async () => {
  const added = await work(3);
  server.judge = () => ({ outcome: "quarantined" });
  await phone.sync.run();
  server.outcomes = [
    { id: added[0], outcome: "applied", at: "2026-11-24T08:00:00Z", reason: "" },
    { id: added[1], outcome: "returned", at: "2026-11-24T08:00:00Z", reason: "Forkert person" },
    { id: added[2], outcome: "discarded", at: "2026-11-24T08:00:00Z", reason: "Dublet" },
  ];
  await phone.sync.run();
  phone = await restarted();
  assert.deepEqual(phone.outbox.items().map(({ state, reason }) => [state, reason]), [["applied", ""], ["returned", "Forkert person"], ["discarded", "Dublet"]]);
  assert.equal(phone.outbox.unsent(), 1);
});

test("receipts are kept for 30 days, their contents for 7", async () => {
  const began = Date.parse("2026-11-23T13:00:00Z");
  mock.timers.enable({ apis: ["Date"], now: began });
  await work(1);
  for (const [days, left] of [[6, true], [8, false], [31, undefined]]) {
    mock.timers.setTime(began + days * 86_400_000);
    server.pair.access = "another";
    assert.equal((await phone.sync.run()).problem, null);
    const [receipt] = phone.outbox.items();
    if (days === 6) mock.timers.setTime(began);
    assert.equal(receipt && Object.keys(receipt.data).length > 0, left, `${days} days`);
  }
});

test("it tries again by itself, later each time, and not before the server wants it", async () => {
  mock.timers.enable({ apis: ["Date", "setTimeout"], now: Date.parse("2026-11-23T10:00:00Z") });
  const waits = [];
  phone.sync.on(({ phase, retryAt }) => phase === "idle" && retryAt && waits.push((Date.parse(retryAt) - Date.now()) / 1000));
  server.early = () => problem(503, "unavailable");
  phone.sync.start();
  for (let n = 0; n < 9; n++) await phone.sync.run();
  assert.ok(waits[0] >= 2.5 && waits[0] <= 5 && waits.at(-1) >= 150 && waits.at(-1) <= 300, String(waits));
  server.early = () => json(429, { type: "/problems/too-many" }, { "Retry-After": "900" });
  await phone.sync.run();
  assert.ok(waits.at(-1) >= 900 && waits.at(-1) <= 990);
  phone.sync.stop();
});

test("the lists are asked for once an hour, and kept when they have not changed", async () => {
  await phone.sync.run();
  await phone.sync.run();
  assert.equal(server.requests.filter(({ path }) => path === "reference").length, 1);
  mock.timers.enable({ apis: ["Date"], now: Date.now() + 3_700_000 });
  server.late = ({ path, init }) => (path === "reference" && init.headers.get("If-None-Match") === '"r1"' ? json(304) : undefined);
  await phone.sync.run();
  const later = await restarted();
  assert.equal(later.book.current().statuses[0].code, "OPV");
});

test("a device nobody is signed in on asks to sign in", async () => {
  const { sync } = await unpacked(await newVault({ ...METTE, user: "u2" }));
  assert.equal((await sync.run()).problem, "signed_out");
});
