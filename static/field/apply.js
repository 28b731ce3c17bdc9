// What the operations on this phone do to a card until the server's own version arrives. Pure; doing one twice changes nothing.

import { addDays, estimatedBirth, localTime, momentOf } from "./dates.js";
import { isLocal, texts } from "./operations.js";
import { normalisedPhone } from "./phones.js";

/** @import {Day, Item, Person, StatusEvent, View} from "./types.js" */
/** @typedef {Item & {by: string}} Act */
/** @typedef {{unsent?: Item["state"]}} Mark */

const DEADLINES = /** @type {Record<string, number>} */ ({ tomorrow: 1, week: 7, two_weeks: 14 });
const CARD = ["birth_on", "said_age", "phone", "first_name", "last_name", "nickname", "origin", "informed"];
const DONE = new Set(["applied", "conflict"]);

/** The card with the items done to it, in order; null for somebody who is on the phone neither way. @param {Person | undefined} person @param {Item[]} items @param {string} [by] who uses this phone @returns {View | null} */
export function withOperations(person, items, by = "") {
  /** @type {View | null} */
  let view = person ? { ...person, unsent: false, unsentFields: [] } : null;
  for (const done of items) {
    if (!isLocal(done)) continue;
    const item = { ...done, by };
    if (view) EFFECTS[item.kind]?.(view, item);
    else if (item.kind === "register_youth") view = registered(item);
    if (view && !DONE.has(item.state)) view.unsent = true;
  }
  return view;
}

/** @typedef {(view: View, item: Act) => void} Effect */
/** @type {Partial<Record<Item["kind"], Effect>>} */
const EFFECTS = {
  edit_card: edit,
  record_session: met,
  record_attempt: met,
  change_status: told,
  correct_status: told,
  add_followup(view, item) {
    agree(view, item, text(item.data.id), item.data.text);
  },
  finish_followup: close,
  drop_followup: close,
  move_followup(view, item) {
    const moved = { due_on: deadline(item), ...mark(item) };
    view.followups = view.followups.map((one) => (one.id === item.data.followup ? { ...one, ...moved } : one));
  },
  resolve_conflict(view, item) {
    const resolved = view.conflicts.find(({ id }) => id === item.data.conflict);
    view.conflicts = view.conflicts.filter((one) => one !== resolved);
    for (const [name, whose] of Object.entries(item.data.chosen ?? {})) {
      const mine = resolved?.fields[name]?.mine;
      if (whose !== "mine" || mine === undefined) continue;
      if (resolved?.object === "card") change(view, { ...item, data: { [name]: mine } }, name);
      else view.followups = view.followups.map((one) => (one.id === resolved?.object_id ? { ...one, due_on: mine, ...mark(item) } : one));
    }
  },
};

/** @param {Act} item @returns {View} */
function registered(item) {
  const { data, made_at } = item;
  const day = localTime(made_at).day;
  /** @type {View} */
  const view = {
    id: text(data.id), version: 0, first_name: "", last_name: "", nickname: "", phone: "", birth_on: "", said_age: null,
    area: text(data.area) || null, lives_outside: isTicked(data.lives_outside), address_protected: isTicked(data.address_protected),
    origin: "", informed: "", registered_on: day, closed: false, code: "", observed_on: "",
    last_contact_on: null, attempts: 0, followups: [], sessions: [], statuses: [], conflicts: [], duplicates: [],
    unsent: true, unsentFields: [],
  };
  edit(view, item);
  told(view, { ...item, data: { ...data, id: data.status_id } });
  view.unsentFields = [];
  return view;
}

/** @type {Effect} */
function edit(view, item) {
  for (const name of CARD) if (name in item.data) change(view, item, name);
}

/** @param {View} view @param {Act} item @param {string} name */
function change(view, item, name) {
  const written = text(item.data[name]);
  if (name === "birth_on") {
    if (!written) return;
    Object.assign(view, { birth_on: written, said_age: null });
  } else if (name === "said_age") {
    if (!written || item.data.birth_on) return;
    Object.assign(view, { birth_on: estimatedBirth(Number(written), localTime(item.made_at).day), said_age: Number(written) });
  } else {
    Object.assign(view, { [name]: name === "phone" ? normalisedPhone(written) || written : written });
  }
  if (!DONE.has(item.state)) view.unsentFields = [...new Set([...view.unsentFields, name])];
}

/** @type {Effect} */
function met(view, item) {
  const { data } = item;
  if (view.sessions.some(({ id }) => id === data.id)) return;
  const isAttempt = item.kind === "record_attempt" || data.kind === "attempt";
  const held_at = item.kind === "record_attempt" ? item.made_at : heldAt(item);
  const day = localTime(held_at).day;
  const session = {
    id: text(data.id), kind: isAttempt ? "attempt" : text(data.kind) || "walk_and_talk", held_at,
    minutes: isAttempt ? null : Number(data.minutes) || null, topics: isAttempt ? [] : texts(data.topics),
    place: text(data.place), note: text(data.note), by: item.by, others: texts(data.more).length, withdrawn: false, ...mark(item),
  };
  view.sessions = [session, ...view.sessions].sort((a, b) => b.held_at.localeCompare(a.held_at));
  if (isAttempt) view.attempts += 1;
  else contacted(view, day);
  if (text(data.next_step)) agree(view, item, `${session.id}/next`, data.next_step);
  if (text(data.code) && view.id === data.youth) told(view, { ...item, data: { ...data, id: data.status_id, observed_on: day, note: "" } });
}

/** The clock for contact is done, if it was started by then. @param {View} view @param {Day} day */
function contacted(view, day) {
  if (!view.last_contact_on || view.last_contact_on <= day) Object.assign(view, { last_contact_on: day, attempts: 0 });
  view.followups = view.followups.filter(({ kind }) => kind !== "contact_clock" || view.observed_on > day);
}

/** A status holds if none was observed later. @type {Effect} */
function told(view, item) {
  const { data } = item;
  if (view.statuses.some(({ id }) => id === data.id)) return;
  const replaces = item.kind === "correct_status" ? text(data.replaces) : "";
  /** @type {StatusEvent} */
  const event = {
    id: text(data.id), code: text(data.code), observed_on: text(data.observed_on) || localTime(item.made_at).day,
    recorded_at: item.made_at, by: item.by, source: text(data.source) || "youth", reason: text(data.reason) || null,
    expected_on: text(data.starts_on) || text(data.returns_on) || null, documented: isTicked(data.documented),
    note: text(data.note), replaces: replaces || null, replaced: false, ...mark(item),
  };
  const earlier = view.statuses.map((one) => (one.id === replaces ? { ...one, replaced: true } : one));
  view.statuses = [event, ...earlier].sort((a, b) => b.observed_on.localeCompare(a.observed_on));
  const holds = view.statuses.find((one) => !one.replaced);
  if (holds) Object.assign(view, { code: holds.code, observed_on: holds.observed_on });
}

/** @param {View} view @param {Act} item @param {string} id @param {unknown} what */
function agree(view, item, id, what) {
  if (view.followups.some((one) => one.id === id)) return;
  const step = { id, kind: /** @type {const} */ ("agreed"), text: text(what).trim(), due_on: deadline(item), version: 0, ...mark(item) };
  view.followups = [...view.followups, step].sort((a, b) => a.due_on.localeCompare(b.due_on));
}

/** @type {Effect} */
function close(view, item) {
  const closed = view.followups.filter(({ id }) => id === item.data.followup);
  view.followups = view.followups.filter((one) => !closed.includes(one));
  const isDone = item.kind === "finish_followup";
  if (closed.length) view.closing = [...(view.closing ?? []), ...closed.map((one) => ({ ...one, item: item.id, isDone }))];
}

/** @param {Item} item @returns {Day} */
function deadline({ data, made_at }) {
  if (data.deadline === "date" || (!data.deadline && data.due_on)) return text(data.due_on);
  return addDays(localTime(made_at).day, DEADLINES[text(data.deadline)] ?? 7);
}

/** A day without a time means noon, and never later than the telling. @param {Item} item */
function heldAt({ data, made_at }) {
  const { on_day, at_time } = data;
  const when = data.when || (on_day ? "other" : at_time ? "today" : "now");
  if (when !== "today" && when !== "yesterday" && when !== "other") return made_at;
  const day = when === "other" ? text(on_day) : addDays(localTime(made_at).day, when === "yesterday" ? -1 : 0);
  const moment = momentOf(day, text(at_time) || "12:00");
  return at_time || moment < made_at ? moment : made_at;
}

/** @param {Item} item @returns {Mark} */
const mark = ({ state }) => (DONE.has(state) ? {} : { unsent: state });

/** @param {unknown} value */
const text = (value) => (value === undefined || value === null ? "" : String(value));

/** @param {unknown} value */
const isTicked = (value) => value === "y" || value === true;
