// A new young person. Before saving, the phone looks whether somebody like that is on its own list already.

import { h } from "../dom.js";
import { estimatedBirth, today } from "../dates.js";
import { likely } from "../duplicates.js";
import { formPage, interrupt } from "../form.js";
import { phone, reference } from "../phone.js";
import { normalisedPhone } from "../phones.js";
import { callout } from "../screen.js";
import { say } from "../words.js";
import { fullName, nameOf } from "../wording.js";
import { dayWritten, notInFuture, withoutToday } from "./status.js";

/** @import {Data, FieldError, Item, Typed} from "../types.js" */

/** @returns {Promise<import("../router.js").Page>} */
export function register() {
  const id = crypto.randomUUID();
  const own = reference().areas.filter((area) => area.own);
  const values = { observed_on: today(), ...(own.length === 1 ? { area: own[0]?.id } : {}) };
  return asked({ id, status_id: crypto.randomUUID() }, values, undefined, { href: "#/", label: say("my_young_people") });
}

/** @param {Item} item @param {unknown} _person @param {{href: string, label: string}} back */
export function mendRegister(item, _person, back) {
  return asked({ id: item.data.id, status_id: item.data.status_id }, { observed_on: dayWritten(item), ...item.data }, item, back);
}

/** @param {Data} fixed @param {Data} values @param {Item | undefined} mending @param {{href: string, label: string}} back */
function asked(fixed, values, mending, back) {
  const about = { youth: "", name: "" };
  return formPage({
    name: "register",
    title: say("new_contact"),
    below: say("new_contact_text"),
    back,
    kind: "register_youth",
    about,
    fixed,
    values,
    mending,
    prepare: ownAreasFirst,
    typed: (form) => delete form.dataset.alike,
    judge: (_form, data) => [...who(data), ...notInFuture(data)],
    stop: (form, data) => isLikeSomebody(form, data, String(fixed.id)),
    finish: (data) => {
      about.youth = String(fixed.id);
      about.name = String(data.nickname ?? data.first_name ?? "");
      return withoutToday(data, mending);
    },
    done: (saved) => (mending ? "/outbox" : `/person/${saved.data.id}`),
  });
}

/** The counsellor's own areas stand first; the shell does not know whose they are. @param {HTMLFormElement} form */
function ownAreasFirst(form) {
  const select = /** @type {HTMLSelectElement} */ (form.elements.namedItem("area"));
  const own = new Set(reference().areas.filter((area) => area.own).map((area) => area.id));
  const mine = [...select.options].filter((option) => own.has(option.value));
  if (mine.length === 0) return;
  const group = h("optgroup", { label: say("own_areas") }, ...mine);
  const others = h("optgroup", { label: say("other_areas") }, ...[...select.options].filter((option) => option.value && !own.has(option.value)));
  select.append(group, others);
}

/**
 * An age or a birth date, and a phone number that is one.
 * @param {Data} data
 * @returns {FieldError[]}
 */
export function who(data) {
  const errors = [];
  if (!data.birth_on && !data.said_age) errors.push({ field: "birth_on", message: say("birth_or_age") });
  if (data.phone && !normalisedPhone(String(data.phone))) errors.push({ field: "phone", message: say("no_phone") });
  return errors;
}

/** Whether somebody like that was found, which is said once. @param {HTMLFormElement} form @param {Data} data @param {string} id */
function isLikeSomebody(form, data, id) {
  form.querySelector("[data-alike]")?.remove();
  const alike = likely(phone().people.list().filter((one) => one.id !== id), typedOf(data), today());
  if (alike.length === 0 || form.dataset.alike) return false;
  const lines = alike.map(({ person, age, reasons }) =>
    h("li", {}, h("a", { href: `#/person/${person.id}` }, say("alike_line", { name: nameOf(person), full: fullName(person), n: age })), " · ",
      reasons.map((reason) => say(`alike_${reason}`)).join(" · ")));
  const warning = callout("warning", say("registered_already"), h("p", {}, say("registered_already_text")), h("ul", {}, ...lines));
  warning.dataset.alike = "yes";
  form.dataset.alike = "yes";
  interrupt(form, warning);
  return true;
}

/** @param {Data} data @returns {Typed} */
function typedOf(data) {
  const text = (/** @type {string} */ name) => String(data[name] ?? "");
  return {
    first_name: text("first_name"),
    last_name: text("last_name"),
    nickname: text("nickname"),
    phone: text("phone"),
    birth_on: data.birth_on ? text("birth_on") : estimatedBirth(Number(data.said_age), today()),
    estimated: !data.birth_on,
  };
}
