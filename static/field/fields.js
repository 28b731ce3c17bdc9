// What is typed into a form: reading it, filling it, showing questions when they are asked, and errors beside their fields.

import { h, picture } from "./dom.js";
import { say } from "./words.js";

/** @import {Data, FieldError} from "./types.js" */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

/** @type {Record<string, Record<string, string>>} */
const required = JSON.parse(document.body.dataset.required ?? "{}");

/**
 * @param {HTMLFormElement} form
 * @returns {Control[]}
 */
function controls(form) {
  return /** @type {Control[]} */ ([...form.elements].filter((one) => /** @type {Control} */ (one).name && one.matches("input, select, textarea")));
}

/** @param {Control} control */
const isTicked = (control) => !(control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) || control.checked;

/** @param {Control} control */
const isMany = (control) => control.type === "checkbox" && control.closest(".chips") !== null;

/**
 * What the form says, by the names the server knows. What is not asked or not answered is left out.
 * @param {HTMLFormElement} form
 * @returns {Data}
 */
export function read(form) {
  /** @type {Record<string, string | string[]>} */
  const data = {};
  for (const control of controls(form)) {
    const value = control.value.trim();
    if (!value || !isTicked(control) || control.closest("[hidden]")) continue;
    const before = data[control.name];
    if (isMany(control)) data[control.name] = [...(Array.isArray(before) ? before : []), value];
    else data[control.name] = value;
  }
  return data;
}

/**
 * Puts values into the form; a name that is not among them keeps what stands there.
 * @param {HTMLFormElement} form
 * @param {Data} values
 */
export function fill(form, values) {
  for (const control of controls(form)) {
    if (!(control.name in values)) continue;
    const value = values[control.name];
    if (control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) {
      control.checked = Array.isArray(value) ? value.map(String).includes(control.value) : String(value ?? "") === control.value;
      if (control.checked && control.value) control.closest("details")?.setAttribute("open", "");
    } else control.value = String(value ?? "");
  }
}

/**
 * Shows what the present choices ask for, right below the choice that asks.
 * @param {HTMLFormElement} form
 */
export function reveal(form) {
  for (const part of form.querySelectorAll("[data-reveal]")) {
    if (!(part instanceof HTMLElement)) continue;
    const asking = controls(form).filter((one) => one.name === part.dataset.reveal && isTicked(one));
    const wanted = (part.dataset.revealValues ?? "").split(" ");
    const place = asking.find((one) => wanted.includes(one.value));
    part.hidden = !place;
    const choice = place?.closest(".choice");
    if (choice && !part.contains(choice)) last(choice, part).after(part);
  }
}

/**
 * @param {Element} choice
 * @param {Element} part
 */
function last(choice, part) {
  let place = choice;
  while (place.nextElementSibling?.matches(".reveal") && place.nextElementSibling !== part) place = place.nextElementSibling;
  return place;
}

/**
 * What must not be empty and is; and what the shown questions need.
 * @param {HTMLFormElement} form
 * @param {Data} data
 * @returns {FieldError[]}
 */
export function missing(form, data) {
  const rules = required[form.dataset.form ?? ""] ?? {};
  const always = Object.entries(rules).filter(([field]) => !data[field]);
  const asked = ["due_on", "on_day", "reason", "starts_on", "returns_on"].filter((field) => !data[field] && isAsked(form, field));
  return [
    ...always.map(([field, message]) => ({ field, message })),
    ...asked.map((field) => ({ field, message: say("answer_this") })),
  ];
}

/**
 * Whether a question is shown that only some answers bring.
 * @param {HTMLFormElement} form
 * @param {string} field
 */
function isAsked(form, field) {
  return controls(form).some((one) => one.name === field && one.closest("[data-reveal]") && !one.closest("[hidden]"));
}

/**
 * Takes the errors shown before away, and shows these: a summary that takes the focus, and each beside its field.
 * @param {HTMLFormElement} form
 * @param {FieldError[]} errors
 */
export function showErrors(form, errors) {
  clearErrors(form);
  if (errors.length === 0) return;
  const order = controls(form).map((control) => control.name);
  const sorted = [...errors].sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
  const lines = sorted.map(({ field, message }) => h("li", {}, beside(form, field, message) ?? message));
  const summary = h("div", { class: "alert alert-error error-summary", role: "alert", tabindex: -1 }, picture("error"),
    h("div", { class: "alert-body" }, h("h2", { class: "alert-heading" }, say("problem")), h("ul", { class: "alert-text" }, lines)));
  form.prepend(summary);
  summary.scrollIntoView({ block: "nearest" });
  summary.focus({ preventScroll: true });
}

/** @param {HTMLFormElement} form */
export function clearErrors(form) {
  form.querySelector(".error-summary")?.remove();
  for (const text of form.querySelectorAll(".form-error-message")) text.remove();
  for (const group of form.querySelectorAll(".form-error")) group.classList.remove("form-error");
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    describe(control, "");
  }
}

/**
 * Writes the message above its control and gives the link that leads there; null when there is no such control.
 * @param {HTMLFormElement} form
 * @param {string} field
 * @param {string} message
 */
function beside(form, field, message) {
  const control = controls(form).find((one) => one.name === field);
  const group = control?.closest(".form-group");
  if (!control || !group) return null;
  for (let part = group.parentElement; part && part !== form; part = part.parentElement) {
    if (part instanceof HTMLDetailsElement) part.open = true;
  }
  const id = `${control.id}-error`;
  const text = h("span", { class: "form-error-message", id }, h("span", { class: "visually-hidden" }, say("error_begins"), " "), message);
  const words = group.querySelector(":scope > .form-hint") ?? group.querySelector(":scope > .form-label");
  group.classList.add("form-error");
  if (words) words.after(text);
  else group.prepend(text);
  control.setAttribute("aria-invalid", "true");
  describe(control, id);
  return h("a", { href: `#${control.id}`, "data-do": "field", "data-value": control.id }, message);
}

/**
 * Names the error among what describes the control; the hint stays.
 * @param {Element} control
 * @param {string} error
 */
function describe(control, error) {
  const others = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && !id.endsWith("-error"));
  const all = [...others, error].filter(Boolean).join(" ");
  if (all) control.setAttribute("aria-describedby", all);
  else control.removeAttribute("aria-describedby");
}
