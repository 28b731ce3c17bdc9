// A new follow-up, another deadline for one, and why one is dropped.

import { formPage } from "../form.js";
import { somebody } from "../phone.js";
import { here } from "../router.js";
import { nobody } from "../screen.js";
import { dayWords, say } from "../words.js";
import { nameOf, stepWords } from "../wording.js";

/** @import {Data, FollowUp, Item, Kind, View} from "../types.js" */

const FORMS = /** @type {const} */ ({ add_followup: "followup", move_followup: "move", drop_followup: "drop" });
const TITLES = { followup: "new_followup", move: "move_deadline", drop: "drop_followup" };

/** @param {Record<string, string>} parameters */
export function followup({ person: id }) {
  const person = somebody(id);
  if (!person) return nobody();
  return asked("add_followup", person, { youth: person.id, id: crypto.randomUUID() }, {});
}

/** @param {Record<string, string>} parameters */
export const move = (parameters) => onOne("move_followup", parameters);

/** @param {Record<string, string>} parameters */
export const drop = (parameters) => onOne("drop_followup", parameters);

/** @param {"move_followup" | "drop_followup"} kind @param {Record<string, string>} parameters */
function onOne(kind, { person: id, followup: which }) {
  const person = somebody(id);
  const due = person?.followups.find((one) => one.id === which);
  if (!person || !due) return nobody();
  const version = kind === "move_followup" ? { base_version: due.version } : {};
  const back = here().startsWith("/followups/") ? { back: { href: "#/followups", label: say("followups") } } : {};
  return asked(kind, person, { followup: due.id }, {}, { due, ...back, ...version });
}

/** @param {Item} item @param {View} person @param {{href: string, label: string}} back */
export function mendFollowup(item, person, back) {
  const { youth, id, followup: which } = item.data;
  const fixed = which ? { followup: which } : { youth, id };
  return asked(/** @type {keyof typeof FORMS} */ (item.kind), person, fixed, item.data, { item, back });
}

/**
 * @param {keyof typeof FORMS} kind @param {View} person @param {Data} fixed @param {Data} values
 * @param {{due?: FollowUp, item?: Item, back?: {href: string, label: string}, base_version?: number}} [more]
 */
function asked(kind, person, fixed, values, { due, item, back, base_version } = {}) {
  const name = FORMS[kind];
  return formPage({
    name,
    title: say(TITLES[name]),
    below: due ? `${nameOf(person)} · ${stepWords(due)} · ${dayWords(due.due_on)}` : nameOf(person),
    back: back ?? { href: `#/person/${person.id}`, label: nameOf(person) },
    kind: /** @type {Kind} */ (kind),
    about: { youth: person.id, name: nameOf(person) },
    fixed,
    values,
    mending: item,
    freeText: kind === "add_followup" ? ["text"] : [],
    ...(base_version === undefined ? {} : { base_version }),
  });
}
