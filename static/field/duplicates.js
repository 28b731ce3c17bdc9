// Who on this phone may be the person that is being registered: the same phone number, or a similar name and birth date.

import { ageOn, daysBetween, swapped } from "./dates.js";
import { similarity } from "./names.js";
import { normalisedPhone } from "./phones.js";

/** @import {Day, Likely, Person, Typed} from "./types.js" */
/** @typedef {{first_name: string, last_name?: string, nickname?: string}} Named */

const SIMILAR = 0.85;
const NEAR = 31;
const NEAR_ESTIMATE = 366;

/** @template {Person} P @param {P[]} people @param {Typed} typed @param {Day} today @returns {Likely<P>[]} */
export function likely(people, typed, today) {
  const phone = normalisedPhone(typed.phone ?? "");
  return people.flatMap((person) => {
    /** @type {Likely["reasons"]} */ const reasons = [];
    if (phone && phone === normalisedPhone(person.phone)) reasons.push("phone");
    if (isNear(typed, person) && isSimilar(typed, person)) reasons.push("name");
    return reasons.length ? [{ person, age: ageOn(person.birth_on, today), reasons }] : [];
  });
}

/** Born near each other, or with day and month mixed up. @param {Typed} typed @param {Person} person */
function isNear({ birth_on, estimated }, person) {
  const near = estimated || person.said_age !== null ? NEAR_ESTIMATE : NEAR;
  return swapped(birth_on) === person.birth_on || Math.abs(daysBetween(birth_on, person.birth_on)) <= near;
}

/** Whether any way of naming the one is like any way of naming the other. @param {Named} one @param {Named} other */
function isSimilar(one, other) {
  const pairs = called(one).flatMap((a) => called(other).map((b) => /** @type {[string, string]} */ ([a, b])));
  return pairs.some(([a, b]) => similarity(a, b) >= SIMILAR || similarity(a.replaceAll(" ", ""), b.replaceAll(" ", "")) >= SIMILAR);
}

/** @param {Named} named */
function called({ first_name, last_name = "", nickname = "" }) {
  const names = [`${first_name} ${last_name}`.trim(), nickname && `${nickname} ${last_name}`.trim()];
  return [...new Set(names.filter(Boolean))];
}
