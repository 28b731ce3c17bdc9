// A new status, or the correction of one.

import { localTime, today } from "../dates.js";
import { formPage } from "../form.js";
import { somebody, statusOf } from "../phone.js";
import { nobody } from "../screen.js";
import { longDay, say } from "../words.js";
import { nameOf } from "../wording.js";

/** @import {Data, FieldError, Item, View} from "../types.js" */

/** @param {Record<string, string>} parameters */
export function status({ person: id, event }) {
  const person = somebody(id);
  const past = event ? person?.statuses.find((one) => one.id === event) : undefined;
  if (!person || (event && !past)) return nobody();
  const fixed = { youth: person.id, id: crypto.randomUUID(), ...(past ? { replaces: past.id } : {}) };
  const values = past
    ? { code: past.code, observed_on: past.observed_on, source: past.source, reason: past.reason, starts_on: past.expected_on,
        returns_on: past.expected_on, documented: past.documented ? "y" : "", note: past.note }
    : { observed_on: today() };
  const below = past ? say("correcting", { label: statusOf(past.code).label, day: longDay(past.observed_on) }) : say("status_now", { label: statusOf(person.code).label });
  return asked(person, fixed, values, undefined, { href: `#/person/${person.id}`, label: nameOf(person) }, below);
}

/** @param {Item} item @param {View} person @param {{href: string, label: string}} back */
export function mendStatus(item, person, back) {
  const { youth, id, replaces } = item.data;
  return asked(person, { youth, id, ...(replaces ? { replaces } : {}) }, { observed_on: dayWritten(item), ...item.data }, item, back, "");
}

/**
 * @param {View} person @param {Data} fixed @param {Data} values @param {Item | undefined} mending
 * @param {{href: string, label: string}} back @param {string} below
 */
function asked(person, fixed, values, mending, back, below) {
  return formPage({
    name: "status",
    title: say(fixed.replaces ? "correct_status" : "new_status"),
    back,
    below,
    kind: fixed.replaces ? "correct_status" : "change_status",
    about: { youth: person.id, name: nameOf(person) },
    fixed,
    values,
    mending,
    freeText: ["note"],
    judge: (_form, data) => notInFuture(data),
    finish: (data) => withoutToday(data, mending),
  });
}

/** A status of the day it was written travels without the day: the phone's clock may be wrong, and the server's is not. @param {Data} data @param {Item | undefined} mending @returns {Data} */
export function withoutToday({ observed_on, ...data }, mending) {
  return observed_on === dayWritten(mending) ? data : { ...data, observed_on };
}

/** @param {Item | undefined} item */
export const dayWritten = (item) => (item ? localTime(item.made_at).day : today());

/** @param {Data} data @returns {FieldError[]} */
export function notInFuture(data) {
  return String(data.observed_on ?? "") > today() ? [{ field: "observed_on", message: say("not_in_future") }] : [];
}
