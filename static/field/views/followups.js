// Follow-ups: everything that is agreed or due by law with the young people on this phone, what is overdue first.

import { addDays, daysBetween, today } from "../dates.js";
import { h } from "../dom.js";
import { NotNow } from "../errors.js";
import { isMine } from "../operations.js";
import { phone } from "../phone.js";
import { button, empty, linkButton, tell } from "../screen.js";
import { nowWords, say } from "../words.js";
import { nameOf, stepWords } from "../wording.js";
import { act, step } from "./steps.js";

/** @import {Closing, FollowUp, View} from "../types.js" */
/** @import {Page} from "../router.js" */
/** @typedef {{person: View, due: FollowUp}} Line */

/** @returns {Page} */
export function followups() {
  const people = phone().people.list();
  const lines = people.flatMap((person) => person.followups.map((due) => ({ person, due })));
  lines.sort((a, b) => a.due.due_on.localeCompare(b.due.due_on) || nameOf(a.person).localeCompare(nameOf(b.person), "da"));
  const closed = justClosed(people);
  return {
    title: say("followups"),
    below: [h("p", { class: "sub" }, `${nowWords()} · ${say("open_steps", { n: lines.length })}`)],
    content: [
      h("div", { class: "stack" },
        ...groups(lines).map(([title, found]) => group(title, found.length, found.map(({ person, due }) => step(person, due, { at: `/followups/${person.id}`, withName: true })))),
        lines.length ? "" : empty(say("no_steps"), say("no_steps_text"), "check-circle", linkButton("#/", say("my_young_people"))),
        closed.length ? group(say("closed_here"), closed.length, closed.map(({ person, due }) => undoing(person, due))) : ""),
    ],
    does: {
      done: ({ dataset: { value = "" } }) => {
        const line = lines.find(({ due }) => due.id === value);
        return line && act(line.person, "finish_followup", { followup: value });
      },
      undo: ({ dataset: { value = "" } }) => undo(value),
    },
  };
}

/** By how soon they are due, as on the ordinary pages. @param {Line[]} lines @returns {[string, Line[]][]} */
function groups(lines) {
  const now = today();
  // 5 January 1970 was a Monday.
  const sunday = addDays(now, 6 - (daysBetween("1970-01-05", now) % 7));
  /** @param {(day: string) => boolean} is */
  const those = (is) => lines.filter(({ due }) => is(due.due_on));
  /** @type {[string, Line[]][]} */
  const all = [
    [say("overdue"), those((day) => day < now)],
    [say("show_today"), those((day) => day === now)],
    [say("later_this_week"), those((day) => day > now && day <= sunday)],
    [say("later"), those((day) => day > sunday)],
  ];
  return all.filter(([, found]) => found.length);
}

/** @param {string} title @param {number} n @param {HTMLElement[]} rows */
function group(title, n, rows) {
  return h("section", { class: "card" }, h("h2", { class: "card-title" }, title, " ", h("span", { class: "aside" }, `(${n})`)), ...rows);
}

/** What this phone closed and has not sent, so that it can be undone. @param {View[]} people */
function justClosed(people) {
  const mine = new Set(phone().outbox.items().filter((item) => item.state === "unsent" && isMine(item)).map(({ id }) => id));
  return people.flatMap((person) => (person.closing ?? []).filter(({ item }) => mine.has(item)).map((due) => ({ person, due })));
}

/** @param {View} person @param {Closing} due */
function undoing(person, due) {
  const what = stepWords(due);
  return h("div", { class: "row" },
    h("div", { class: "grow" }, h("strong", {}, what), h("p", { class: "sub" }, h("a", { class: "step-link", href: `#/person/${person.id}` }, nameOf(person)), say(due.isDone ? "done" : "dropped_step"))),
    button(say("undo"), "undo", { kind: "tertiary", value: due.item, more: `${what}, ${nameOf(person)}` }));
}

/** @param {string} item */
async function undo(item) {
  try {
    await phone().outbox.drop(item);
    tell(say("undone"));
  } catch (error) {
    if (!(error instanceof NotNow)) throw error;
    tell(say("sent_already"));
  }
}
