// Two people wrote the same field: both values, who wrote them and when, and one is chosen.

import { h } from "../dom.js";
import { save } from "../form.js";
import { phone, reference, somebody, wordOf } from "../phone.js";
import { goInstead } from "../router.js";
import { card, nobody } from "../screen.js";
import { clockWords, longDay, say } from "../words.js";
import { nameOf, phoneWords } from "../wording.js";
import { showErrors } from "../fields.js";

/** @import {Page} from "../router.js" */

/** @param {Record<string, string>} parameters @returns {Page} */
export function conflict({ person: id, conflict: which }) {
  const person = somebody(id);
  const open = person?.conflicts.find((one) => one.id === which);
  if (!person || !open) return nobody();
  const names = Object.keys(open.fields);
  const fields = Object.entries(open.fields).map(([name, clash]) =>
    h("fieldset", { class: "form-group" }, h("legend", { class: "form-label" }, say(`field_${name}`)),
      h("div", { class: "choice-group" },
        choice(name, "theirs", shown(name, clash.theirs), whose(clash.by, clash.at)),
        choice(name, "mine", shown(name, clash.mine), whose(open.made_by, open.made_at, phone().outbox.items().some((item) => item.id === open.id))))));
  const form = h("form", { class: "stack", novalidate: true, "data-form": "conflict" }, card("", ...fields),
    h("div", { class: "form-actions" }, h("button", { class: "button button-primary", type: "submit" }, h("span", {}, say("save_choice")))));
  return {
    title: say("choose_right"),
    below: [h("p", { class: "sub" }, say("choose_right_text"))],
    back: { href: `#/person/${person.id}`, label: nameOf(person) },
    content: [form],
    stays: true,
    sends: async (sent) => {
      const chosen = new FormData(sent);
      const left = names.filter((name) => !chosen.get(name)).map((field) => ({ field, message: say("choose_one", { field: say(`field_${field}`) }) }));
      showErrors(sent, left);
      if (left.length) return;
      const data = {
        conflict: open.id,
        chosen: Object.fromEntries(names.map((name) => [name, String(chosen.get(name))])),
        shown: Object.fromEntries(names.map((name) => [name, open.fields[name]?.theirs ?? ""])),
      };
      await save({ kind: "resolve_conflict", about: { youth: person.id, name: nameOf(person) } }, data);
      goInstead(`/person/${person.id}`);
    },
    does: { field: (link) => document.getElementById(link.dataset.value ?? "")?.focus() },
  };
}

/** @param {string} by @param {string} at @param {boolean} [isHere] */
function whose(by, at, isHere = false) {
  const mine = isHere ? "by_you_here" : by === reference().user.name && "by_you";
  return h("span", { class: "sub" }, h("strong", {}, mine ? say(mine) : say("by_colleague", { name: by })), ` · ${clockWords(at)}`);
}

/** @param {string} name @param {string} value @param {string} text @param {HTMLElement} by */
function choice(name, value, text, by) {
  const id = `conflict-${name}-${value}`;
  return h("span", { class: "choice" }, h("input", { type: "radio", id, name, value }), h("label", { for: id }, text, by));
}

/** @param {string} name @param {string} value */
function shown(name, value) {
  if (!value) return say("left_empty");
  if (name.endsWith("_on")) return longDay(value);
  if (name === "phone") return phoneWords(value);
  const lists = { origin: "contact_origin", told: "told", informed: "told" };
  return name in lists ? wordOf(lists[/** @type {keyof typeof lists} */ (name)], value) : value;
}
