// What waits is sent exactly once, in order, and never lost: whatever happens between the phone and the server.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { openConflict } from "../../static/field/operations.js";
import { newVault, note, person, restarted, signIn, states, unpacked, wiped, work } from "./phone.mjs";
import { Server, cut, json, problem } from "./server.mjs";

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

test("what waits is sent in order, in batches, and each item has its receipt", async () => {
  const added = await work(phone, 53);
  const state = await phone.sync.run();
  assert.deepEqual(server.batches.map((batch) => batch.length), [50, 3]);
  assert.deepEqual(server.appliedIds, added);
  assert.deepEqual([state.problem, state.unsent, new Set(states(phone))], [null, 0, new Set(["applied"])]);
  assert.equal(phone.outbox.items()[0].received_at, "2026-11-23T13:02:00Z");
  await phone.sync.run();
  assert.equal(server.batches.length, 2);
});

test("what was written without signal was never sent, and may be given up", async () => {
  const [one] = await work(phone, 2);
  server.early = cut;
  assert.equal((await phone.sync.run()).problem, "unreachable");
  await phone.outbox.drop(one);
  server.early = () => undefined;
  await phone.sync.run();
  assert.deepEqual([states(phone), server.applied.size], [["applied"], 1]);
});

test("an answer that is cut is asked for again with the same ids, also after a restart", async () => {
  const added = await work(phone, 3);
  server.late = ({ path }) => path === "operations" && cut();
  assert.equal((await phone.sync.run()).problem, "unreachable");
  assert.deepEqual(states(phone), ["unsent", "unsent", "unsent"]);
  await assert.rejects(phone.outbox.drop(added[0]));
  phone = await restarted(phone);
  server.late = () => undefined;
  await phone.sync.run();
  assert.deepEqual(server.batches, [added, added]);
  assert.deepEqual([server.appliedIds, states(phone)], [added, ["applied", "applied", "applied"]]);
});

test("an operation that was handled before is told by its first outcome", async () => {
  await work(phone, 4);
  const firsts = ["refused", "conflict", "quarantined", "merged"];
  server.judge = () => ({ outcome: firsts[server.applied.size], errors: [{ field: "note", message: "x" }] });
  server.late = ({ path }) => path === "operations" && cut();
  await phone.sync.run();
  server.late = () => undefined;
  await phone.sync.run();
  assert.deepEqual(states(phone), ["refused", "conflict", "quarantined", "applied"]);
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
    const added = await work(phone, 2);
    server.late = (asked) => (asked.path === "operations" ? answer(asked) : undefined);
    assert.equal((await phone.sync.run()).problem, what === "not found" ? "unexpected" : "unreachable");
    assert.deepEqual(states(await restarted(phone)), ["unsent", "unsent"]);
    server.late = () => undefined;
    await phone.sync.run();
    assert.deepEqual([server.appliedIds, states(phone)], [added, ["applied", "applied"]]);
  });
}

test("no request follows a redirect or carries the browser's cookies", async () => {
  await work(phone, 1);
  await phone.sync.run();
  for (const { init } of server.requests) assert.deepEqual([init.redirect, init.credentials], ["error", "omit"]);
});

test("an item without a result, or with one nobody understands, waits on", async () => {
  const [first, second, third] = await work(phone, 3);
  server.late = ({ path }) => path === "operations" && json(200, { results: [{ id: first, outcome: "applied" }, { id: second, outcome: "eaten" }] });
  await phone.sync.run();
  assert.deepEqual(states(phone), ["applied", "unsent", "unsent"]);
  server.late = () => undefined;
  await phone.sync.run();
  assert.deepEqual(server.batches.at(-1), [second, third]);
});

test("what builds on a refused item is held, and goes after it once that is amended", async () => {
  await phone.outbox.add({ kind: "register_youth", about: { youth: "new", name: "Jonas" }, data: { id: "new", status_id: "s", first_name: "" } });
  await work(phone, 1, "new");
  const [registration] = phone.outbox.items();
  server.judge = ({ kind, data }) => {
    if (kind === "register_youth") return data.first_name ? { outcome: "applied" } : { outcome: "refused", errors: [{ field: "first_name", message: "x" }] };
    const isThere = [...server.applied.values()].some(({ outcome, operation }) => outcome === "applied" && operation.data.id === data.youth);
    return isThere ? { outcome: "applied" } : { outcome: "held", because: registration.id };
  };
  await phone.sync.run();
  assert.deepEqual(states(phone), ["refused", "held"]);
  assert.deepEqual([phone.outbox.items()[1].because, phone.outbox.unsent()], [registration.id, 2]);
  await phone.outbox.amend(registration.id, { ...registration.data, first_name: "Jonas" });
  await phone.sync.run();
  assert.deepEqual(states(phone), ["applied", "applied"]);
});

test("two pages never send at once", async () => {
  const added = await work(phone, 5);
  const other = await restarted(phone);
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

/** Somebody met, a walk with them, and a walk with somebody else; gives the ids. */
async function met({ outbox }) {
  const first = await outbox.add({ kind: "register_youth", about: { youth: "new", name: "Jonas" }, data: { id: "new", status_id: "s", first_name: "Jonas" } });
  return [first.id, (await outbox.add(note("new"))).id, (await outbox.add(note("p3"))).id];
}

const whole = { not_taken: () => problem(413, "too-large"), stumbled: () => problem(500, "broken") };
for (const [word, answer] of Object.entries(whole)) {
  test(`an item of which no request is taken (${word}) is for its owner, what builds on it is held, and the rest goes on`, async () => {
    const [bad, walk, free] = await met(phone);
    server.early = ({ path, body }) => path === "operations" && body.operations.some(({ id }) => id === bad) ? answer() : undefined;
    for (const _ of [1, 2]) assert.equal((await phone.sync.run()).problem, null);
    phone = await restarted(phone);
    const [item, held] = phone.outbox.items();
    assert.deepEqual([states(phone), item.errors, held.because], [["refused", "held", "applied"], [{ field: "", message: "", word }], bad]);
    assert.deepEqual([server.appliedIds, phone.outbox.unsent()], [[free], 2]);
    server.early = () => undefined;
    await phone.outbox.again(bad);
    await phone.sync.run();
    assert.deepEqual([server.appliedIds, states(phone)], [[free, bad, walk], ["applied", "applied", "applied"]]);
  });
}

test("a server that stumbled once over an item is asked once more, at once", async () => {
  const [one] = await work(phone, 1);
  let times = 0;
  server.early = ({ path, body }) => path === "operations" && body.operations.length && ++times === 1 ? problem(500, "broken") : undefined;
  assert.equal((await phone.sync.run()).problem, null);
  assert.deepEqual([server.appliedIds, states(phone)], [[one], ["applied"]]);
});

for (const status of [400, 413, 422]) {
  test(`a server that takes no request at all (${status}) puts nothing aside`, async () => {
    await work(phone, 5);
    server.early = ({ path }) => (path === "operations" ? problem(status, "invalid") : undefined);
    assert.equal((await phone.sync.run()).problem, "unexpected");
    assert.deepEqual(states(await restarted(phone)), ["unsent", "unsent", "unsent", "unsent", "unsent"]);
    server.early = () => undefined;
    await phone.sync.run();
    assert.deepEqual(states(phone), ["applied", "applied", "applied", "applied", "applied"]);
  });
}

test("a phone without room sends all the same, says so, and gives nothing up that was sent", async () => {
  const added = await work(phone, 2);
  mock.method(IDBObjectStore.prototype, "put", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  assert.equal((await phone.sync.run()).problem, "storage_full");
  assert.deepEqual([server.appliedIds, states(phone)], [added, ["unsent", "unsent"]]);
  await assert.rejects(phone.outbox.drop(added[0]));
  mock.restoreAll();
  await phone.sync.run();
  assert.deepEqual([server.appliedIds, states(phone)], [added, ["applied", "applied"]]);
});

test("what a proxy finds too large goes in halves", async () => {
  const added = await work(phone, 5);
  server.early = ({ path, body }) => (path === "operations" && body.operations.length > 2 ? new Response("Request Entity Too Large", { status: 413, headers: { "Content-Type": "text/plain" } }) : undefined);
  assert.equal((await phone.sync.run()).problem, null);
  assert.deepEqual([server.batches.map((batch) => batch.length), server.appliedIds], [[2, 1, 2], added]);
});

test("a choice that came too late stands open with both values, until somebody chooses", async () => {
  const clash = { id: "c1", object: "card", object_id: "p1", made_by: "Mette", made_at: "2026-11-23T10:00:00Z", fields: { nickname: { mine: "A", theirs: "B", by: "Karim", at: "2026-11-23T10:00:00Z" } } };
  server.people = [person("p1", { conflicts: [clash] })];
  await phone.sync.run();
  const item = await phone.outbox.add({ kind: "resolve_conflict", about: { youth: "p1", name: "Amira" }, data: { conflict: "c1", chosen: { nickname: "mine" }, shown: { nickname: "X" } } });
  server.judge = () => ({ outcome: "conflict" });
  await phone.sync.run();
  phone = await restarted(phone);
  const [judged] = phone.outbox.items();
  assert.deepEqual([judged.id, judged.state, judged.settled], [item.id, "conflict", true]);
  assert.equal(openConflict(judged, phone.people.view("p1"))?.id, "c1");
  assert.equal(openConflict(judged, person("p1")), undefined);
});

test("what was put aside is mended like anything that was refused", async () => {
  const [bad] = await met(phone);
  server.early = ({ path, body }) => path === "operations" && body.operations.some(({ id }) => id === bad) ? problem(422, "invalid") : undefined;
  await phone.sync.run();
  await phone.outbox.amend(bad, { first_name: "Jonas", status_id: "s", id: "new" });
  await phone.sync.run();
  assert.deepEqual(states(phone), ["applied", "applied", "applied"]);
});
