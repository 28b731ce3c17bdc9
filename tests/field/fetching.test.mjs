// What comes down: people page by page, what became of the work, a server set back to an older copy, and when to try again.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { draft, nameOf } from "../../static/field/drafts.js";
import { wipePeople } from "../../static/field/offline.js";
import { METTE, newVault, note, person, restarted, signIn, states, unpacked, wiped, work } from "./phone.mjs";
import { Server, cut, json, problem } from "./server.mjs";

let server;
let phone;

async function draftsOf({ vault }, pages) {
  const kept = await Promise.all(pages.map((path) => vault.setting(nameOf(path))));
  return pages.filter((_path, place) => kept[place]);
}

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

test("people come page by page, and a page that is cut is asked for again", async () => {
  server.people = Array.from({ length: 5 }, (_, n) => person(`p${n}`));
  server.pageSize = 2;
  let pages = 0;
  server.late = ({ path }) => path === "changes" && ++pages === 2 && cut();
  await phone.sync.run();
  assert.equal((await restarted(phone)).people.list().length, 2);
  phone = await restarted(phone);
  await phone.sync.run();
  assert.deepEqual(server.requests.filter(({ path }) => path === "changes").map(({ query }) => query.get("since")), ["", "c:2", "c:2", "c:4"]);
  assert.equal(phone.people.list().length, 5);
});

test("who is no longer on the list leaves the phone, and who is missing is fetched", async () => {
  server.people = [person("p1"), person("p2")];
  server.ids = ["p1", "p2"];
  await phone.sync.run();
  const [{ id }] = [await phone.outbox.add(note("p2"))];
  const pages = ["/person/p1/edit", "/person/p2/session", "/followups/p2/f1/move", "/new"];
  await phone.vault.write(pages.map((path) => draft(path, { note: "half" })));
  await phone.sync.run();
  server.people = [person("p1"), person("p3")];
  server.pageSize = 0;
  server.ids = ["p1", "p3", "p4"];
  mock.method(server, "answer", ((answer) => function (address, init) {
    this.people = address.pathname.endsWith("changes") ? [] : [person("p1"), person("p3")];
    return answer.call(this, address, init);
  })(server.answer));
  await phone.sync.run();
  phone = await restarted(phone);
  assert.deepEqual(phone.people.list().map((one) => one.id).sort(), ["p1", "p3"]);
  const receipt = phone.outbox.items().find((item) => item.id === id);
  assert.deepEqual([receipt.state, receipt.data, receipt.about.name], ["applied", {}, ""]);
  assert.deepEqual(await draftsOf(phone, pages), ["/person/p1/edit", "/new"]);
  await wipePeople(phone.vault.id);
  assert.deepEqual(await draftsOf(phone, pages), ["/new"]);
});

test("whoever is missing is asked for again after a page that was killed meanwhile", async () => {
  server.people = [person("p1")];
  await phone.sync.run();
  server.ids = ["p1", "p2"];
  mock.method(server, "answer", ((answer) => function (address, init) {
    this.people = address.pathname.endsWith("changes") ? [] : [person("p2")];
    return answer.call(this, address, init);
  })(server.answer));
  server.late = ({ path }) => path === "youths" && cut();
  await phone.sync.run();
  phone = await restarted(phone);
  server.late = () => undefined;
  await phone.sync.run();
  assert.deepEqual(phone.people.list().map(({ id }) => id).sort(), ["p1", "p2"]);
});

test("a server set back to an older copy is told again what it had acknowledged", async () => {
  server.people = [person("p1")];
  const added = await work(phone, 2);
  await phone.sync.run();
  server.applied = new Map([[added[0], { outcome: "applied", operation: {} }]]);
  server.restoredFrom = "c";
  server.people = [person("p1", { first_name: "Amirah" })];
  const [third] = await work(phone, 1);
  server.late = ({ path, query }) => path === "changes" && query.get("since") === "" && void (server.restoredFrom = null);
  assert.equal((await phone.sync.run()).problem, null);
  assert.deepEqual(server.batches.slice(1), [[...added, third]]);
  assert.deepEqual([server.appliedIds.length, states(phone), phone.people.view("p1").first_name], [3, ["applied", "applied", "applied"], "Amirah"]);
});

test("what colleagues made of quarantined items is heard of", async () => {
  const added = await work(phone, 3);
  server.judge = () => ({ outcome: "quarantined" });
  await phone.sync.run();
  server.outcomes = [
    { id: added[0], outcome: "applied", at: "2026-11-24T08:00:00Z", reason: "" },
    { id: added[1], outcome: "returned", at: "2026-11-24T08:00:00Z", reason: "Forkert person" },
    { id: added[2], outcome: "discarded", at: "2026-11-24T08:00:00Z", reason: "Dublet" },
  ];
  await phone.sync.run();
  phone = await restarted(phone);
  assert.deepEqual(phone.outbox.items().map(({ state, reason }) => [state, reason]), [["applied", ""], ["returned", "Forkert person"], ["discarded", "Dublet"]]);
  assert.equal(phone.outbox.unsent(), 1);
});

test("receipts are kept for 30 days, their contents for 7", async () => {
  const began = Date.parse("2026-11-23T13:00:00Z");
  mock.timers.enable({ apis: ["Date"], now: began });
  await work(phone, 1);
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
  const later = await restarted(phone);
  assert.equal(later.book.current().statuses[0].code, "OPV");
});

test("a device nobody is signed in on asks to sign in", async () => {
  const { sync } = await unpacked(await newVault({ ...METTE, user: "u2" }));
  assert.equal((await sync.run()).problem, "signed_out");
});
