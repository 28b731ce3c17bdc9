// What is to be followed up: a line of the card or of the list of all, and what one can do about it.

import { h } from "../dom.js";
import { today } from "../dates.js";
import { save } from "../form.js";
import { dayWords, opening, say } from "../words.js";
import { joined, nameOf, stepWords, unsentMark } from "../wording.js";
import { button } from "../screen.js";

/** @import {FollowUp, Kind, View} from "../types.js" */

/** What is done is drawn as soon as the outbox has it. @param {View} person @param {Kind} kind @param {Record<string, string>} data */
export const act = (person, kind, data) => save({ kind, about: { youth: person.id, name: nameOf(person) } }, data);

/** What a next step gets for an id until the server has made one; nothing can be done about it before. @param {FollowUp} due */
const isNamed = (due) => !due.id.includes("/");

/** @param {View} person @param {FollowUp} due @param {{at: string, withName?: boolean}} where */
export function step(person, due, { at, withName = false }) {
  const what = stepWords(due);
  const agreed = due.kind === "agreed";
  const more = withName ? `${what}, ${nameOf(person)}` : what;
  const late = due.due_on < today() ? [" ", h("span", { class: "badge badge-at_risk" }, say("overdue"))] : [];
  const law = agreed ? "" : h("p", { class: "sub" }, h("span", { class: "badge badge-at_risk" }, say("by_law")), " ", joined([say("not_moved"), say("no_decision")]));
  /** @param {string} to @param {string} label */
  const link = (to, label) => h("a", { class: "step-link", href: `#${at}/${due.id}/${to}` }, label, h("span", { class: "visually-hidden" }, ` ${more}`));
  return h("div", { class: "row" },
    h("div", { class: "grow" }, h("strong", {}, what), " ", unsentMark(due.unsent),
      h("p", { class: "sub" }, withName ? [h("a", { class: "step-link", href: `#/person/${person.id}` }, nameOf(person))] : "", agreed ? opening(dayWords(due.due_on)) : "", ...late),
      law,
      isNamed(due) ? h("p", { class: "sub" }, agreed ? [link("move", say("move")), " "] : "", link("drop", say("drop"))) : ""),
    isNamed(due) ? button(say("done"), "done", { value: due.id, more }) : "");
}
