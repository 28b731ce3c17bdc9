// What was done on the phone is seen at once, marked as not sent, and the server's answer takes its place without a flicker.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { withOperations } from "../../static/field/apply.js";
import { aged, judged, sentAgain, youthsOf } from "../../static/field/operations.js";
import { SealedPeople } from "../../static/field/people.js";
import { again, event, newVault, note, person, signIn, unpacked, wiped } from "./phone.mjs";
import { Server } from "./server.mjs";

const MADE = "2026-11-23T13:00:00Z";
let order = 0;

/** An operation on p1, as it waits in the outbox. */
const did = (kind, data, more = {}) => ({
  id: `op${++order}`, order, kind, made_at: MADE, data, about: { youth: "p1", name: "Amira" }, state: "unsent", tried: false, settled: false,
  errors: [], because: null, reason: "", received_at: null, record: null, ...more,
});
const seen = (items, about = person("p1")) => withOperations(about, items);
const REGISTRATION = {
  id: "p1", status_id: "s1", first_name: "Jonas", last_name: "Holm", phone: "20 11 22 33", birth_on: "2008-02-03", area: "a", lives_outside: "y",
  origin: "club", informed: "not_yet", code: "OPV", observed_on: "2026-11-20", source: "youth",
};

test("somebody registered here is on the list at once", () => {
  const view = withOperations(undefined, [did("register_youth", REGISTRATION)]);
  const { first_name, phone, area, lives_outside, registered_on, code, observed_on, informed, unsent } = view;
  assert.deepEqual({ first_name, phone, area, lives_outside, registered_on, code, observed_on, informed, unsent }, {
    first_name: "Jonas", phone: "+4520112233", area: "a", lives_outside: true, registered_on: "2026-11-23", code: "OPV", observed_on: "2026-11-20",
    informed: "not_yet", unsent: true,
  });
  assert.deepEqual(view.statuses.map(({ id, unsent: mark }) => [id, mark]), [["s1", "unsent"]]);
});

test("a said age gives the birth date the server would estimate", () => {
  const { birth_on, said_age } = withOperations(undefined, [did("register_youth", { ...REGISTRATION, birth_on: "", said_age: 17 })]);
  assert.deepEqual([birth_on, said_age], ["2009-05-25", 17]);
});

test("an edit shows on the card, field by field", () => {
  const view = seen([did("edit_card", { youth: "p1", nickname: "Mira", phone: "30112233" }), did("edit_card", { youth: "p1", said_age: "18" })]);
  assert.deepEqual([view.nickname, view.phone, view.said_age, view.first_name], ["Mira", "+4530112233", 18, "Amira"]);
  assert.deepEqual([view.unsentFields, view.unsent], [["phone", "nickname", "said_age"], true]);
});

test("a session is in the timeline, with its next step and status, and the clock for contact is done", () => {
  const about = person("p1", { followups: [{ id: "c", kind: "contact_clock", text: "", due_on: "2026-11-25", version: 1 }], attempts: 2 });
  const view = seen([did("record_session", {
    id: "x", status_id: "s2", youth: "p1", more: ["p2"], kind: "talk", when: "yesterday", at_time: "14:30", minutes: "45", topics: ["cv"], note: "Talte om CV",
    next_step: "Ring til skolen", deadline: "tomorrow", code: "FGU", source: "youth",
  })], about);
  assert.deepEqual([view.sessions[0].held_at, view.sessions[0].others, view.sessions[0].unsent], ["2026-11-22T13:30:00.000Z", 1, "unsent"]);
  assert.deepEqual([view.last_contact_on, view.attempts, view.code, view.observed_on], ["2026-11-22", 0, "FGU", "2026-11-22"]);
  assert.deepEqual(view.followups.map(({ text, due_on, unsent }) => [text, due_on, unsent]), [["Ring til skolen", "2026-11-24", "unsent"]]);
});

test("a session with several is in the timeline of each, its status with the first only", () => {
  const item = did("record_session", { id: "x", youth: "p1", more: ["p2", "p3"], code: "FGU", status_id: "s2" });
  assert.deepEqual(youthsOf(item), ["p1", "p2", "p3"]);
  const other = withOperations(person("p2"), [item], "Mette Vang");
  assert.deepEqual([other.sessions.map(({ by }) => by), other.code], [["Mette Vang"], "OPV"]);
});

for (const [when, held_at] of [
  [{ when: "now" }, MADE],
  [{ when: "today", at_time: "09:15" }, "2026-11-23T08:15:00.000Z"],
  [{ when: "today" }, "2026-11-23T11:00:00.000Z"],
  [{ when: "other", on_day: "2026-07-01" }, "2026-07-01T10:00:00.000Z"],
  [{ on_day: "2026-07-01", at_time: "08:00" }, "2026-07-01T06:00:00.000Z"],
  [{ at_time: "08:00" }, "2026-11-23T07:00:00.000Z"],
]) {
  test(`a session held ${JSON.stringify(when)} stands at ${held_at}`, () => {
    assert.equal(seen([did("record_session", { id: "x", youth: "p1", ...when })]).sessions[0].held_at, held_at);
  });
}

test("trying in vain counts as that, and not as contact", () => {
  const view = seen([did("record_attempt", { id: "x", youth: "p1" })]);
  assert.deepEqual([view.attempts, view.last_contact_on, view.sessions[0].kind], [1, null, "attempt"]);
});

test("a status holds from its day, unless a later one is known; a correction takes the other's place", () => {
  const [older, newer] = [did("change_status", { id: "s2", youth: "p1", code: "FGU", observed_on: "2026-08-01" }), did("change_status", { id: "s3", youth: "p1", code: "GYM", observed_on: "2026-11-01" })];
  assert.equal(seen([older]).code, "OPV");
  assert.deepEqual([seen([older, newer]).code, seen([newer]).observed_on], ["GYM", "2026-11-01"]);
  const corrected = seen([newer, did("correct_status", { id: "s4", youth: "p1", code: "FGU", observed_on: "2026-10-01", replaces: "s3" })]);
  assert.deepEqual([corrected.code, corrected.statuses.map(({ id, replaced }) => [id, replaced])], ["FGU", [["s3", true], ["s4", false], ["p1-status", false]]]);
});

test("follow-ups are added, moved, and gone when they are done or dropped", () => {
  const about = person("p1", { followups: ["a", "b", "c"].map((id) => ({ id, kind: "agreed", text: id, due_on: "2026-11-25", version: 1 })) });
  const view = seen([
    did("add_followup", { id: "d", youth: "p1", text: "Send link", due_on: "2026-11-24" }),
    did("finish_followup", { followup: "a" }),
    did("drop_followup", { followup: "b", reason: "not_needed" }),
    did("move_followup", { followup: "c", deadline: "two_weeks" }),
  ], about);
  assert.deepEqual(view.followups.map(({ id, due_on }) => [id, due_on]), [["d", "2026-11-24"], ["c", "2026-12-07"]]);
});

test("a choice settles the conflict on the card", () => {
  const conflicts = [
    { id: "k", object: "card", object_id: "p1", made_by: "Mette", made_at: MADE, fields: { nickname: { theirs: "Mo", mine: "Mimi", by: "Jo", at: MADE }, first_name: { theirs: "Amira", mine: "A", by: "Jo", at: MADE } } },
    { id: "l", object: "followup", object_id: "f", made_by: "Mette", made_at: MADE, fields: { due_on: { theirs: "2026-12-01", mine: "2026-12-05", by: "Jo", at: MADE } } },
  ];
  const about = person("p1", { conflicts, followups: [{ id: "f", kind: "agreed", text: "", due_on: "2026-12-01", version: 2 }] });
  const view = seen([did("resolve_conflict", { conflict: "k", chosen: { nickname: "mine", first_name: "theirs" } }), did("resolve_conflict", { conflict: "l", chosen: { due_on: "mine" } })], about);
  assert.deepEqual([view.nickname, view.first_name, view.conflicts, view.followups[0].due_on], ["Mimi", "Amira", [], "2026-12-05"]);
});

test("the server's people are never changed by what is shown", () => {
  const about = person("p1", { followups: [{ id: "a", kind: "agreed", text: "", due_on: "2026-12-01", version: 1 }] });
  const before = structuredClone(about);
  seen([did("edit_card", { youth: "p1", nickname: "M" }), did("record_session", { id: "x", youth: "p1", next_step: "x" }), did("move_followup", { followup: "a" }), did("correct_status", { id: "s9", youth: "p1", code: "FGU", replaces: "p1-status" })], about);
  assert.deepEqual(about, before);
});

test("what the server shows already is not shown twice", () => {
  const items = [
    did("register_youth", REGISTRATION), did("record_session", { id: "x", youth: "p1", next_step: "Ring" }),
    did("change_status", { id: "s2", youth: "p1", code: "FGU", observed_on: "2026-11-01" }), did("add_followup", { id: "d", youth: "p1", text: "Send" }),
  ];
  const session = { id: "x", kind: "talk", held_at: MADE, minutes: 30, topics: [], place: "", note: "", by: "Mette", others: 0, withdrawn: false };
  const followups = ["d", "server-made"].map((id) => ({ id, kind: "agreed", text: "x", due_on: "2026-12-01", version: 1 }));
  const about = person("p1", { sessions: [session], statuses: [event({ id: "s2", code: "FGU" })], followups });
  const view = seen(items, about);
  assert.deepEqual([view.sessions, view.followups, view.statuses.length, view.last_contact_on], [[session], followups, 1, null]);
});

test("refused, held and quarantined work stays to be seen, discarded work does not", () => {
  for (const state of ["refused", "held", "quarantined", "returned"]) {
    assert.equal(seen([did("record_attempt", { id: "x", youth: "p1" }, { state })]).sessions[0].unsent, state);
  }
  assert.deepEqual(seen([did("record_attempt", { id: "x", youth: "p1" }, { state: "discarded" })]).sessions, []);
});

test("nobody appears through work about somebody who is not on the phone", () => {
  assert.equal(withOperations(undefined, [did("record_attempt", { id: "x", youth: "p1" })]), null);
});

test("old receipts lose their contents, then go; unsent work never does", () => {
  const day = (n) => Date.parse(MADE) + n * 86_400_000;
  const waiting = did("record_attempt", { id: "x" });
  const done = { ...waiting, state: "applied", settled: true, received_at: MADE };
  for (const state of ["unsent", "held", "refused", "returned", "quarantined"]) assert.equal(aged({ ...waiting, state }, day(900), false).data.id, "x");
  assert.deepEqual([aged(done, day(6), true), aged(done, day(8), true).data, aged(done, day(31), true)], [done, {}, null]);
  assert.equal(aged({ ...done, settled: false }, day(31), true).data.id, "x");
  assert.equal(sentAgain(done, day(6)).state, "unsent");
  assert.equal(sentAgain(done, day(8)).state, "applied");
  assert.equal(judged(waiting, { id: "x", outcome: "something new" }), waiting);
});

test("from not sent to sent and received, what one sees changes only in its mark", async () => {
  mock.timers.enable({ apis: ["Date"], now: Date.parse(MADE) });
  await wiped();
  const server = new Server();
  const { sync, people, outbox, vault } = await unpacked(await newVault());
  await signIn(vault);
  server.people = [person("p1")];
  await sync.run();
  const item = await outbox.add(note("p1"));
  const { id, held_at } = { ...people.view("p1").sessions[0] };
  server.judge = ({ data }) => {
    const session = { id: data.id, kind: data.kind, held_at, minutes: 30, topics: [], place: "", note: data.note, by: "Mette", others: 0, withdrawn: false };
    server.people = [person("p1", { sessions: [session], last_contact_on: "2026-11-23" })];
    return { outcome: "applied" };
  };
  const frames = [];
  people.on(() => frames.push(people.view("p1").sessions.map((one) => [one.id, one.unsent])));
  await sync.run();
  assert.equal(id, item.data.id);
  assert.ok(frames.length >= 2);
  for (const frame of frames) assert.deepEqual(frame.map(([name]) => name), [id]);
  const marks = frames.map(([[, mark]]) => mark);
  assert.deepEqual(marks, [...marks].sort(), "once received it is never shown as not sent again");
  assert.deepEqual([frames.at(-1), people.view("p1").unsent], [[[id, undefined]], false]);
});

test("another page sees the same people and work", async () => {
  await wiped();
  const one = await unpacked(await newVault());
  const two = await unpacked(await again(one.vault.id));
  await one.people.replace([person("p1"), person("p2")]);
  await one.outbox.add(note("p1"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(two.people.view("p1").sessions.length, 1);
  await two.vault.write(SealedPeople.changes([], ["p2"]));
  two.people.take([], ["p2"]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(one.people.list().map(({ id }) => id), ["p1"]);
});

test("a person that cannot be read is fetched anew", async () => {
  await wiped();
  const store = await import("../../static/field/store.js");
  const one = await unpacked(await newVault());
  await one.vault.put("settings", "cursor", { cursor: "c", roster: "d" });
  await one.people.replace([person("p1"), person("p2")]);
  const row = await store.row("people", one.vault.id, "p1");
  await store.write(one.vault.id, [{ store: "people", key: "p1", row: { ...row, sealed: row.sealed.map((byte) => byte ^ 1) } }]);
  const later = await unpacked(await again(one.vault.id));
  assert.deepEqual([later.people.list().map(({ id }) => id), await later.vault.get("settings", "cursor")], [["p2"], undefined]);
});

beforeEach(() => (order = 0));
afterEach(() => mock.timers.reset());
