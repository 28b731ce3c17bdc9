// Mine unge: the most urgent first, each with the reason; found by name, nickname or phone while one types.

import { h, picture } from "../dom.js";
import { monthsBack, today } from "../dates.js";
import { TROUBLE } from "../operations.js";
import { onPack, phone, reference, rules, statusOf } from "../phone.js";
import { callout, linkButton, empty } from "../screen.js";
import { find, prepare } from "../search.js";
import { compare, why } from "../urgency.js";
import { nowWords, say } from "../words.js";
import { ageWords, nameOf, placeWords, reasonWords, shortName, statusAge, statusWords, unsentMark, whyLine } from "../wording.js";

/** @import {View, Why} from "../types.js" */
/** @import {Page} from "../router.js" */
/** @typedef {{person: View, why: Why}} Line */

const MOST = 60;
const alphabet = new Intl.Collator("da");
let query = "";
/** @type {"today" | "all"} */
let asked = "today";
let shownLines = MOST;
let scrolled = 0;
/** @type {{people: View[], reference: object, day: string, lines: Line[]} | null} */
let sorted = null;

onPack(() => {
  sorted = null;
  query = "";
});
window.addEventListener("scroll", () => {
  if (document.querySelector("[data-list]")) scrolled = window.scrollY;
}, { passive: true });

/** Everybody in order of urgency; worked out anew only when somebody, the lists or the day changed. @returns {Line[]} */
function lines() {
  const people = phone().people.list();
  const day = today();
  if (sorted?.people === people && sorted.reference === reference() && sorted.day === day) return sorted.lines;
  const judging = rules();
  const judged = people.map((person) => ({ person, why: why(person, judging, day) }));
  judged.sort((a, b) => compare(a.why, b.why) || alphabet.compare(nameOf(a.person), nameOf(b.person)));
  sorted = { people, reference: reference(), day, lines: judged };
  return judged;
}

/** What only this person can put right comes before everything else. */
function waiting() {
  const n = phone().outbox.items().filter((item) => TROUBLE.includes(item.state)).length;
  const links = phone().people.list().filter((one) => one.conflicts.length).map((one) => h("a", { href: `#/person/${one.id}` }, `${say("two_wrote")}: ${nameOf(one)}`));
  if (n) links.unshift(h("a", { href: "#/outbox" }, say("waits_for_you", { n })));
  return links.length ? [callout("warning", "", ...links.map((link) => h("p", {}, link)))] : [];
}

const isOpen = (/** @type {Line} */ { person }) => !person.closed;

/** @returns {Page} */
export function list() {
  const all = lines().filter(isOpen);
  const needed = all.filter((line) => line.why.isForToday);
  const sub = h("p", { class: "sub" }, `${nowWords()} · ${needed.length ? say("need_you", { n: needed.length }) : say("nobody_needs")}`);
  return {
    title: say("my_young_people"),
    below: [sub],
    actions: [linkButton("#/new", say("new_contact")), linkButton("#/session", say("new_session"), { kind: "primary" })],
    content: [...waiting(), search(), chips(needed.length, all.length), h("div", { "data-list": "yes" }, ...rows(all, needed))],
    typed: (target) => {
      if (target.id !== "search") return;
      query = /** @type {HTMLInputElement} */ (target).value.trim();
      shownLines = MOST;
      redraw();
    },
    sends: (form) => /** @type {HTMLElement} */ (form.querySelector("input"))?.blur(),
    does: {
      show: (button) => {
        asked = button.dataset.value === "all" ? "all" : "today";
        shownLines = MOST;
        for (const one of document.querySelectorAll("[data-do=show]")) one.setAttribute("aria-pressed", String(one === button));
        redraw();
      },
      more: () => {
        shownLines += MOST;
        redraw();
      },
    },
    shown: () => {
      window.scrollTo(0, scrolled);
      prepare(phone().people.list());
    },
  };
}

function redraw() {
  const all = lines().filter(isOpen);
  const place = document.querySelector("[data-list]");
  place?.replaceChildren(...rows(all, all.filter((line) => line.why.isForToday)));
}

function search() {
  const label = say("search");
  return h("form", { class: "search is-live", role: "search", "data-form": "search" },
    h("label", { class: "visually-hidden", for: "search" }, label), picture("search"),
    h("input", { class: "search-input", id: "search", type: "search", value: query, placeholder: label, autocomplete: "off",
      autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", maxlength: 100 }));
}

/** @param {number} needed @param {number} all */
function chips(needed, all) {
  /** @param {"today" | "all"} value @param {string} label @param {number} count */
  const chip = (value, label, count) =>
    h("button", { class: "chip", type: "button", "data-do": "show", "data-value": value, "aria-pressed": String(asked === value) },
      h("span", {}, label), " ", h("span", { class: "chip-count" }, count));
  return h("div", { class: "chips list-chips" }, chip("today", say("show_today"), needed), chip("all", say("show_all"), all));
}

/** @param {Line[]} all @param {Line[]} needed @returns {Node[]} */
function rows(all, needed) {
  const found = query ? matching() : asked === "today" ? needed : all;
  if (found.length === 0) return [nothing(all.length)];
  const count = h("p", { class: query ? "list-line sub" : "visually-hidden", role: "status" }, say("people_shown", { n: found.length }));
  const people = h("ul", { class: "people" }, ...found.slice(0, shownLines).map(row));
  const rest = found.length > shownLines
    ? [h("div", { class: "button-group" }, h("button", { class: "button button-secondary", type: "button", "data-do": "more" }, h("span", {}, say("show_more"))))] : [];
  return [count, people, ...rest];
}

/** Those the words in the field find, the closed ones too. @returns {Line[]} */
function matching() {
  const byPerson = new Map(lines().map((line) => [line.person, line]));
  return find(phone().people.list(), query).flatMap((person) => byPerson.get(person) ?? []);
}

/** @param {number} all */
function nothing(all) {
  if (query) return empty(say("nobody_found"), say("nobody_found_text"), "search", linkButton("#/new", say("new_contact")));
  if (all) return empty(say("nobody_today"), say("nobody_today_text"), "check-circle");
  if (phone().sync.state.lastContact === null) return empty(say("nobody_here"), say("come_with_contact"), "people", linkButton("#/settings", say("contact")));
  return empty(say("no_people"), say("no_people_text"), "people", linkButton("#/new", say("new_contact"), { kind: "primary" }));
}

/** @param {Line} line */
function row({ person, why: reason }) {
  const href = `#/person/${person.id}`;
  const name = nameOf(person);
  const given = person.nickname ? ` (${person.first_name}${person.last_name ? ` ${person.last_name.slice(0, 1)}.` : ""})` : "";
  const facts = h("p", { class: "sub" }, `${ageWords(person)} · ${placeWords(person)} · `, statusWords(person.code), isOld(person) ? ` · ${statusAge(person.observed_on)}` : "");
  const text = person.closed ? "" : reasonWords(reason, person);
  return h("li", { class: "card person" },
    h("div", { class: "person-text" },
      h("h2", { class: "person-name" }, h("a", { href }, shortName(person)), given ? h("span", { class: "aside" }, given) : ""),
      facts,
      text ? whyLine(reason.level, text) : "",
      person.closed ? h("p", {}, h("span", { class: "badge badge-excluded" }, say("closed"))) : "",
      person.unsent ? h("p", {}, unsentMark("unsent")) : ""),
    person.phone ? callLink(person.phone, person.id, name) : "");
}

/** @param {string} number @param {string} id @param {string} name */
function callLink(number, id, name) {
  return h("a", { class: "round", href: `tel:${number}`, ...logged(id, name) }, picture("phone", say("call_name", { name })));
}

/** What asks, on return from a call, whether to write it down. @param {string} id @param {string} name */
export function logged(id, name) {
  return {
    "data-log-url": `#/person/${id}/session/phone`,
    "data-log-text": say("did_you_talk", { name }),
    "data-log-label": say("log_call"),
    "data-log-close": say("close"),
  };
}

/** @param {View} person */
function isOld(person) {
  const lapses = ["on_the_way", "at_risk"].includes(statusOf(person.code).bucket);
  return lapses && person.observed_on < monthsBack(today(), reference().limits.stale_after_months);
}
