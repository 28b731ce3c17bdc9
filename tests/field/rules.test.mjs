// The phone judges as the server does, on answers that the server's own rules gave.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { addDays, ageOn, daysBetween, estimatedBirth, localTime, momentOf, monthsBack } from "../../static/field/dates.js";
import { likely } from "../../static/field/duplicates.js";
import { check } from "../../static/field/freetext.js";
import { fold, parts, phonetic, similarity, variants } from "../../static/field/names.js";
import { normalisedPhone } from "../../static/field/phones.js";
import { find } from "../../static/field/search.js";
import { compare, why } from "../../static/field/urgency.js";

const vectors = (name) => JSON.parse(readFileSync(new URL(`vectors/${name}.json`, import.meta.url), "utf8"));

test("names fold, split and sound as on the server", () => {
  const told = vectors("names").filter(({ name }) => name !== undefined);
  assert.ok(told.length > 90);
  for (const { name, ...known } of told) {
    const here = { fold: fold(name), parts: parts(name), variants: [...variants(name)].sort(), sounds: parts(name).map(phonetic) };
    assert.deepEqual(here, { ...known, variants: known.variants.sort() }, name);
  }
});

test("two names are as alike as on the server", () => {
  const pairs = vectors("names").filter(({ a }) => a !== undefined);
  assert.ok(pairs.length >= 300);
  for (const { a, b, similarity: known } of pairs) assert.ok(Math.abs(similarity(a, b) - known) < 1e-6, `${a} / ${b}`);
});

test("free text is judged as on the server", () => {
  for (const { text, ...known } of vectors("freetext")) {
    const { cpr, topics } = check(text);
    assert.deepEqual({ cpr, topics: topics.sort() }, known, text);
  }
});

test("a query finds whom the server's index finds", () => {
  const [{ people }, ...queries] = vectors("search");
  const everybody = people.map((person, place) => ({ ...person, id: String(place), closed: false }));
  for (const { query, found } of queries) {
    const here = find(everybody, query).map(({ id }) => Number(id)).sort((a, b) => a - b);
    assert.deepEqual(here, found, query);
  }
});

test("the likest is found first, and closed people after open ones", () => {
  const people = [["Mohammed", true], ["Mohamed", false], ["Mohammed", false]].map(([first_name, closed], id) => ({
    id, first_name, last_name: "Ali", nickname: "", phone: "", closed,
  }));
  assert.deepEqual(find(people, "Mohammed Ali").map(({ id }) => id), [2, 0, 1]);
});

test("everybody stands on the list for the reason the server gives", () => {
  for (const { today, quiet, stale, given, why: known } of vectors("urgency")) {
    const rules = { quiet_after_days: quiet, stale_after_months: stale, buckets: new Map([["X", given.bucket]]) };
    const followups = given.next_due_on ? [{ due_on: given.next_due_on, kind: given.next_kind }, { due_on: "2999-01-01", kind: "agreed" }] : [];
    const person = {
      ...given, code: "X", observed_on: given.status_on, followups, informed: given.told, said_age: given.age_is_said ? 17 : null,
    };
    const here = why(person, rules, today);
    // The server leaves the kind of a deadline nobody has; the phone has none either.
    assert.deepEqual(here, { ...known, kind: known.kind && given.next_due_on ? known.kind : null }, JSON.stringify(given));
  }
});

test("of two things due on a day the clock tells the reason, and the longest waiting comes first", () => {
  const person = { closed: false, code: "X", observed_on: "2026-11-01", registered_on: "2026-11-01", last_contact_on: null, informed: "yes", said_age: null };
  const rules = { quiet_after_days: 28, stale_after_months: 4, buckets: new Map([["X", "at_risk"]]) };
  const followups = ["contact_clock", "agreed"].map((kind) => ({ kind, due_on: "2026-11-25" }));
  assert.equal(why({ ...person, followups }, rules, "2026-11-23").reason, "clock");
  const days = ["2026-11-02", null, "2026-11-01"].map((day) => ({ reason: "quiet", day }));
  assert.deepEqual([...days, { reason: "overdue", day: null }].sort(compare).map(({ day }) => day), [null, "2026-11-01", "2026-11-02", null]);
});

test("duplicates are likely where the server says so", () => {
  const cases = vectors("duplicates");
  assert.ok(cases.some(({ reasons }) => reasons.length === 0) && cases.some(({ reasons }) => reasons.length === 2));
  for (const { typed, person, reasons } of cases) {
    const found = likely([person], typed, "2026-11-23");
    assert.deepEqual(found.flatMap((one) => one.reasons), reasons, JSON.stringify({ typed, person }));
  }
});

test("days and moments are the server's", () => {
  for (const { day, n, wall, moment, ...known } of vectors("dates")) {
    if (wall) {
      assert.equal(momentOf(...wall), moment);
      assert.deepEqual(Object.values(localTime(moment)), known.shown);
    } else {
      assert.deepEqual({ monthsBack: monthsBack(day, n), age: ageOn(day, "2026-11-23"), estimated: estimatedBirth(n, day) }, known, `${day} ${n}`);
    }
  }
  assert.equal(addDays("2026-12-31", 1), "2027-01-01");
  assert.equal(daysBetween("2026-03-28", "2026-03-30"), 2);
});

test("phone numbers are written as the server writes them", () => {
  for (const { text, phone } of vectors("phones")) assert.equal(normalisedPhone(text), phone, text);
});
