// What is known about a person, in the words of the list and the card.

import { h, picture } from "./dom.js";
import { ageOn, daysBetween, localTime, today } from "./dates.js";
import { reference, statusOf, wordOf } from "./phone.js";
import { dayWords, longDay, opening, say } from "./words.js";

/** @import {FollowUp, Person, Session, StatusEvent, View, Why} from "./types.js" */

/** The name the young person uses. @param {Pick<Person, "nickname" | "first_name">} person */
export const nameOf = (person) => person.nickname || person.first_name;

/** @param {Person} person */
export const fullName = (person) => `${person.first_name} ${person.last_name}`.trim();

/** The name with the first letter of the last name, where there is no nickname. @param {Person} person */
export function shortName(person) {
  return person.last_name && !person.nickname ? `${nameOf(person)} ${person.last_name.slice(0, 1)}.` : nameOf(person);
}

/** @param {Person} person */
export function ageWords(person) {
  const age = ageOn(person.birth_on, today());
  return say(person.said_age === null ? "years" : "about_years", { n: age });
}

/** @param {Person} person */
export function placeWords(person) {
  if (person.address_protected) return say("address_protected");
  if (person.lives_outside) return say("outside");
  return reference().areas.find((area) => area.id === person.area)?.name ?? "";
}

/** @param {string} day */
const daysSince = (day) => daysBetween(day, today());

/** Whole months that have passed since the day. @param {string} day */
export function monthsSince(day) {
  const [year, month, date] = day.split("-").map(Number);
  const [thisYear, thisMonth, thisDate] = today().split("-").map(Number);
  const months = ((thisYear ?? 0) - (year ?? 0)) * 12 + (thisMonth ?? 0) - (month ?? 0);
  return months - ((date ?? 0) > (thisDate ?? 0) ? 1 : 0);
}

/** How old a status is, in days or months. @param {string} day */
export function statusAge(day) {
  const months = monthsSince(day);
  return months ? say("months_old", { n: months }) : say("days_old", { n: daysSince(day) });
}

/**
 * What a follow-up asks for: what was agreed, or the deadline by law.
 * @param {FollowUp} due
 */
export function stepWords(due) {
  if (due.kind === "agreed") return due.text || say("agreed_step");
  return say(due.kind === "contact_clock" ? "contact_by" : "offer_by", { day: dayWords(due.due_on) });
}

/**
 * Why somebody stands on the list, in one sentence; empty when there is no reason.
 * @param {Why} why
 * @param {View} person
 */
export function reasonWords(why, person) {
  if (why.day === null) return "";
  const due = person.followups.find((one) => one.due_on === why.day && one.kind === (why.kind ?? one.kind));
  const step = due && due.kind === "agreed" ? due.text || say("agreed_step") : say("agreed_step");
  switch (why.reason) {
    case "overdue":
      if (why.kind === "contact_clock") return say("contact_was_due", { day: dayWords(why.day) });
      if (why.kind === "offer_clock") return say("offer_was_due", { day: dayWords(why.day) });
      return say("was_due", { day: dayWords(why.day), step });
    case "quiet":
      return say("quiet", { n: daysSince(why.day) });
    case "never_met":
      return say("never_met", { n: daysSince(why.day) });
    case "unknown_status":
      return say("status_unknown");
    case "stale_status":
      return say("status_stale", { n: monthsSince(why.day) });
    case "not_told":
      return say("not_told");
    case "age_said":
      return say("age_said");
    case "calm":
      return "";
    default:
      return why.kind && why.kind !== "agreed" && due ? stepWords(due) : `${opening(dayWords(why.day))}: ${step}`;
  }
}

/** A status in running text: the shape never stands alone at a line's end. @param {string} code */
export function statusWords(code) {
  const { label, bucket } = statusOf(code);
  const [first = "", ...others] = label.split(" ");
  return h("span", { class: "status" }, h("span", { class: "together" }, picture(bucket), " ", first), others.length ? ` ${others.join(" ")}` : "");
}

/** A reason or a status on its own ground. @param {string} level @param {string} text */
export function whyLine(level, text) {
  return h("p", { class: `why why-${level}` }, picture(level), h("span", {}, text));
}

/** What is on its way to the server is marked so. @param {string | undefined} state */
export function unsentMark(state) {
  if (!state || state === "applied") return null;
  return h("span", { class: "badge badge-unsent" }, say(`state_${state}`));
}

/** @param {string[]} facts */
export const joined = (facts) => facts.filter(Boolean).join(" · ");

/** What it was, and for how long. @param {Session} held */
export function sessionTitle(held) {
  return joined([wordOf("session_kind", held.kind), held.minutes ? say("minutes", { n: held.minutes }) : ""]);
}

/** @param {Session} held */
export function sessionFacts(held) {
  const others = held.others ? say("with_others", { n: held.others }) : "";
  return joined([held.topics.map((topic) => wordOf("topic", topic)).join(", "), held.place, others, held.by]);
}

/** @param {StatusEvent} seen */
export function statusFacts(seen) {
  return joined([
    wordOf("status_source", seen.source),
    wordOf("drop_out_reason", seen.reason),
    seen.expected_on ? say("expected", { day: longDay(seen.expected_on) }) : "",
    seen.documented ? say("on_paper") : "",
    seen.by ?? "",
  ]);
}

/** @param {string} moment */
export const dayOf = (moment) => localTime(moment).day;

/** A phone number as one reads it aloud. @param {string} number */
export const phoneWords = (number) => number.replace(/^\+45(\d\d)(\d\d)(\d\d)(\d\d)$/, "$1 $2 $3 $4");
