// A new session, with one or several people; who it was with is chosen from the phone's own list.

import { h } from "../dom.js";
import { formPage } from "../form.js";
import { onPack, phone, somebody } from "../phone.js";
import { empty, linkButton, nobody } from "../screen.js";
import { texts } from "../operations.js";
import { find } from "../search.js";
import { say } from "../words.js";
import { fullName, nameOf } from "../wording.js";

/** @import {Item, View} from "../types.js" */
/** @import {Page} from "../router.js" */

const FREE = /** @type {const} */ (["place", "note", "next_step"]);
const MOST = 6;

/** @param {Record<string, string>} parameters @returns {Promise<Page> | Page} */
export function session({ person: id, kind }) {
  const person = somebody(id);
  if (!person) return nobody();
  const fixed = { youth: person.id, id: crypto.randomUUID(), status_id: crypto.randomUUID() };
  return asked(person, fixed, kind ? { kind } : {}, undefined, { href: `#/person/${person.id}`, label: nameOf(person) });
}

/** The same form with what was refused. @param {Item} item @param {View} person @param {{href: string, label: string}} back */
export function mendSession(item, person, back) {
  const { youth, id, status_id } = item.data;
  return asked(person, { youth, id, status_id }, item.data, item, back);
}

/**
 * @param {View} person @param {import("../types.js").Data} fixed @param {import("../types.js").Data} values
 * @param {Item | undefined} mending @param {{href: string, label: string}} back
 */
function asked(person, fixed, values, mending, back) {
  return formPage({
    name: "session",
    title: say("session_with", { name: nameOf(person) }),
    inHistory: say("new_session"),
    back,
    kind: "record_session",
    about: { youth: person.id, name: nameOf(person) },
    fixed,
    values,
    mending,
    freeText: FREE,
    prepare: (form, written) => offer(form, texts(written.more)),
    typed: (form, target) => {
      if (/** @type {HTMLInputElement} */ (target).name === "find" || target === form) look(form, person);
    },
    finish: ({ find: _find, ...data }) => (data.code ? data : { ...data, source: undefined }),
  });
}

/** Offers those found by the words in the field, and keeps those chosen. @param {HTMLFormElement} form @param {View} person */
function look(form, person) {
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("find"));
  const query = field.value.trim();
  const chosen = ticked(form);
  const hits = query ? find(phone().people.list(), query).filter((one) => one.id !== person.id && !chosen.includes(one.id)).slice(0, MOST) : [];
  offer(form, chosen, hits);
  const said = form.querySelector("[data-found]");
  if (said) said.textContent = query ? say("people_shown", { n: hits.length }) : "";
}

/** @param {HTMLFormElement} form */
const ticked = (form) => [...form.querySelectorAll('input[name="more"]:checked')].map((one) => /** @type {HTMLInputElement} */ (one).value);

/** Those chosen, ticked, and those found. Who has left the phone since stays chosen until the tick is taken away: the server judges it. @param {HTMLFormElement} form @param {string[]} chosen @param {View[]} [hits] */
function offer(form, chosen, hits = []) {
  const details = /** @type {HTMLElement} */ (form.elements.namedItem("find")).closest("details");
  const place = details?.querySelector(".chips");
  const group = place?.closest("fieldset");
  const gone = details?.querySelector("[data-gone]");
  place?.replaceChildren(...chosen.map((id) => chip(id, true)), ...hits.map(({ id }) => chip(id, false)));
  if (group) group.hidden = chosen.length + hits.length === 0;
  if (gone instanceof HTMLElement) gone.hidden = chosen.every(somebody);
}

/** @param {string} person @param {boolean} isChosen */
function chip(person, isChosen) {
  const id = `more-${person}`;
  const known = somebody(person);
  return h("span", { class: "chip-choice" }, h("input", { type: "checkbox", id, name: "more", value: person, checked: isChosen }),
    h("label", { for: id }, h("span", {}, known ? bothNames(known) : say("gone"))));
}

/** @param {View} person */
function bothNames(person) {
  const full = fullName(person);
  return person.nickname && full ? `${person.nickname} (${full})` : full || nameOf(person);
}

let query = "";
onPack(() => (query = ""));

/** Who was it with? @returns {Page} */
export function whoWith() {
  query = "";
  const place = h("div", {}, ...choices());
  return {
    title: say("who_with"),
    back: { href: "#/", label: say("my_young_people") },
    content: [searchField(), place],
    stays: true,
    sends: () => undefined,
    typed: (target) => {
      query = /** @type {HTMLInputElement} */ (target).value.trim();
      place.replaceChildren(...choices());
    },
  };
}

function searchField() {
  return h("form", { class: "search is-live", role: "search", "data-form": "search" }, h("label", { class: "visually-hidden", for: "search" }, say("search")),
    h("input", { class: "search-input", id: "search", type: "search", placeholder: say("search"), autocomplete: "off", spellcheck: "false", maxlength: 100 }));
}

function choices() {
  const all = phone().people.list();
  const people = query ? find(all, query) : [...all].filter((one) => !one.closed).sort((a, b) => nameOf(a).localeCompare(nameOf(b), "da"));
  if (people.length === 0) return [empty(say("nobody_found"), say("nobody_found_text"), "search", linkButton("#/new", say("new_contact")))];
  return [
    h("p", { class: "visually-hidden", role: "status" }, say("people_shown", { n: people.length })),
    h("ul", { class: "links card" }, ...people.slice(0, 40).map((one) =>
      h("li", {}, h("a", { href: `#/person/${one.id}/session` }, h("span", { class: "grow" }, h("span", {}, nameOf(one)), h("span", { class: "sub" }, fullName(one))))))),
  ];
}
