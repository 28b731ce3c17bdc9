// The card: who it is, how it stands, what is next and what has happened, with what this phone has not sent yet marked so.

import { h, picture } from "../dom.js";
import { localTime } from "../dates.js";
import { somebody, statusOf, wordOf } from "../phone.js";
import { button, callout, card as cardOf, linkButton, nobody } from "../screen.js";
import { dayWords, longDay, say } from "../words.js";
import {
  ageWords, dayOf, fullName, joined, nameOf, phoneWords, placeWords, sessionFacts, sessionTitle, statusFacts, statusWords, unsentMark, whyLine,
} from "../wording.js";
import { logged } from "./list.js";
import { act, step } from "./steps.js";

/** @import {Session, StatusEvent, View} from "../types.js" */
/** @import {Child} from "../dom.js" */
/** @import {Page} from "../router.js" */

/** @param {Record<string, string>} parameters @returns {Page} */
export function card({ person: id }) {
  const person = somebody(id);
  if (!person) return nobody();
  const at = `#/person/${person.id}`;
  const called = logged(person.id, nameOf(person));
  const { label, bucket } = statusOf(person.code);
  const reach = person.phone
    ? [h("a", { class: "button button-secondary", href: `tel:${person.phone}`, ...called }, h("span", {}, say("call"))),
       h("a", { class: "button button-secondary", href: `sms:${person.phone}`, ...called }, h("span", {}, say("text")))]
    : [];
  return {
    title: nameOf(person),
    inHistory: say("card"),
    aside: person.nickname || person.last_name ? `(${fullName(person)})` : "",
    back: { href: "#/", label: say("my_young_people") },
    below: [
      h("p", { class: "sub" }, joined([ageWords(person), placeWords(person)])),
      whyLine(bucket, `${label} · ${dayWords(person.observed_on)}`),
      person.unsent ? h("p", {}, unsentMark("unsent")) : "",
    ],
    actions: [...reach, linkButton(`${at}/session`, say("new_session"), { kind: "primary" })],
    content: [
      h("div", { class: "stack" },
        h("div", { class: "button-group" }, linkButton(`${at}/status`, say("change_status")), button(say("not_reached"), "attempt")),
        ...notes(person), steps(person), cardOf(say("happened"), timeline(person)), about(person)),
    ],
    does: {
      attempt: () => act(person, "record_attempt", { youth: person.id, id: crypto.randomUUID() }),
      done: (pressed) => act(person, "finish_followup", { followup: pressed.dataset.value ?? "" }),
    },
  };
}

/** What one should know or do first. @param {View} person @returns {Child[]} */
function notes(person) {
  const name = nameOf(person);
  const conflicts = person.conflicts.map((one) =>
    callout("warning", say("two_wrote"), h("p", {}, say("two_wrote_text")),
      h("div", { class: "button-group" }, linkButton(`#/person/${person.id}/conflict/${one.id}`, say("choose_right"), { kind: "primary" }))));
  const twice = person.duplicates.map((one) =>
    callout("info", say("perhaps_twice"), h("p", {}, say("perhaps_twice_text", { name: one.name })), somebody(one.other) ? linkButton(`#/person/${one.other}`, say("open_card")) : ""));
  return [
    ...conflicts,
    ...twice,
    person.closed ? callout("info", say("closed"), h("p", {}, say("closed_text", { name }))) : null,
    !person.closed && person.informed === "not_yet"
      ? callout("info", say("not_told"), h("p", {}, say("not_told_text", { name }), " ", h("a", { href: `#/person/${person.id}/edit` }, say("edit_card")))) : null,
    !person.closed && person.said_age !== null
      ? callout("info", say("ask_birth"), h("p", {}, say("ask_birth_text"), " ", h("a", { href: `#/person/${person.id}/edit` }, say("write_birth")))) : null,
  ];
}

/** @param {View} person */
function steps(person) {
  const rows = person.followups.map((due) => step(person, due, { at: `/person/${person.id}/followup` }));
  return cardOf(say("next_step"), ...(rows.length ? rows : [h("p", { class: "sub" }, say("no_step"))]),
    h("div", { class: "button-group" }, linkButton(`#/person/${person.id}/followup`, say("new_followup"), { kind: "tertiary", icon: "plus" })));
}

/** @param {View} person */
function timeline(person) {
  const entries = [
    ...person.sessions.map((held) => ({ at: held.held_at, node: sessionEntry(held) })),
    // A status counts from its day; of what happened on one day, the one recorded last comes first.
    ...person.statuses.map((seen) => ({ at: dayOf(seen.recorded_at) === seen.observed_on ? seen.recorded_at : `${seen.observed_on}T12:00:00Z`, node: statusEntry(person, seen) })),
  ];
  entries.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (entries.length === 0) return h("p", { class: "sub" }, say("nothing_yet"));
  return h("ol", { class: "timeline" }, ...entries.map((entry) => entry.node));
}

/** @param {Session} held */
function sessionEntry(held) {
  return entry(sessionTitle(held), dayWords(localTime(held.held_at).day), sessionFacts(held), held.note, held.withdrawn ? say("withdrawn") : "", held.unsent);
}

/** @param {View} person @param {StatusEvent} seen */
function statusEntry(person, seen) {
  const { label, bucket } = statusOf(seen.code);
  const node = entry(label, dayWords(seen.observed_on), statusFacts(seen), seen.note, seen.replaced ? say("corrected") : "", seen.unsent, bucket);
  if (!seen.replaced && !seen.unsent) {
    node.append(h("p", { class: "sub" }, h("a", { class: "step-link", href: `#/person/${person.id}/status/${seen.id}` }, say("correct"), h("span", { class: "visually-hidden" }, ` ${label}`))));
  }
  return node;
}

/**
 * @param {string} title @param {string} when @param {string} facts @param {string} note @param {string} replaced
 * @param {string | undefined} unsent @param {string} [bucket]
 */
function entry(title, when, facts, note, replaced, unsent, bucket = "") {
  return h("li", { class: `entry${replaced ? " entry-replaced" : ""}` },
    h("p", {}, bucket ? [picture(bucket), " "] : "", h("strong", {}, title), ` · ${when} `, unsentMark(unsent)),
    replaced ? h("p", { class: "sub" }, replaced) : "",
    facts ? h("p", { class: "sub" }, facts) : "",
    note ? h("div", { class: "entry-text" }, h("p", {}, note)) : "");
}

/** @param {View} person */
function about(person) {
  const facts = [
    [say("phone"), phoneWords(person.phone)],
    [say("birth_date"), person.said_age === null ? longDay(person.birth_on) : ""],
    [say("status"), statusWords(person.code)],
    [say("origin"), wordOf("contact_origin", person.origin)],
    [say("told"), wordOf("told", person.informed)],
    [say("registered"), longDay(person.registered_on)],
  ];
  return cardOf(say("about_name", { name: nameOf(person) }),
    h("dl", { class: "facts" }, ...facts.filter(([, value]) => value).map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, value)))),
    h("div", { class: "button-group" }, linkButton(`#/person/${person.id}/edit`, say("edit"), { icon: "edit" })),
    h("p", { class: "sub" }, say("rest_online")));
}
