// Changing what stands on a card. Only the fields that were changed travel, so that colleagues' other changes stay.

import { isSame } from "../drafts.js";
import { formPage } from "../form.js";
import { somebody } from "../phone.js";
import { nobody } from "../screen.js";
import { say } from "../words.js";
import { nameOf, phoneWords } from "../wording.js";
import { who } from "./register.js";

/** @import {Data, Item, View} from "../types.js" */

const FIELDS = /** @type {const} */ (["first_name", "last_name", "nickname", "birth_on", "said_age", "phone", "origin", "informed"]);

/** @param {View} person @returns {Record<string, string>} */
function written(person) {
  const said = person.said_age !== null;
  const values = FIELDS.map((name) => [name, name === "birth_on" && said ? "" : String(person[name] ?? "")]);
  return { ...Object.fromEntries(values), phone: phoneWords(person.phone) };
}

/** @param {Record<string, string>} parameters */
export function edit({ person: id }) {
  const person = somebody(id);
  if (!person) return nobody();
  return asked(person, written(person), undefined, { href: `#/person/${person.id}`, label: nameOf(person) });
}

/** @param {Item} item @param {View} person @param {{href: string, label: string}} back */
export function mendEdit(item, person, back) {
  return asked(person, { ...written(person), ...item.data }, item, back);
}

/** @param {View} person @param {Data} values @param {Item | undefined} mending @param {{href: string, label: string}} back */
function asked(person, values, mending, back) {
  return formPage({
    name: "edit",
    title: say("edit_name", { name: nameOf(person) }),
    inHistory: say("edit_card"),
    back,
    kind: "edit_card",
    about: { youth: person.id, name: nameOf(person) },
    base_version: person.version,
    fixed: { youth: person.id },
    values,
    mending,
    judge: (_form, data) => who(data),
    finish: (data, opening) => Object.fromEntries(FIELDS.map((name) => [name, data[name] ?? ""]).filter(([name, value]) => !isSame(value, opening[String(name)]) || String(name) in (mending?.data ?? {}))),
  });
}
