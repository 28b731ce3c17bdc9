// Draws a view into the page, moves the focus to it, and says aloud what was saved.

import { h, picture, slot } from "./dom.js";
import { say } from "./words.js";

/** @import {Page} from "./router.js" */
/** @import {Child} from "./dom.js" */

history.scrollRestoration = "manual";
const main = /** @type {HTMLElement} */ (document.getElementById("main"));

/** @type {Page | null} */
let shown = null;
let quiet = 0;
let toldAt = 0;
/** @type {() => boolean} */ let holds = () => true;
// What is said when something is saved is drawn with the view that follows; any later view begins without it.
const JUST_NOW = 700;

/** The view on the screen. */
export const current = () => shown;

/**
 * Draws a view. A fresh one takes the focus; one that is drawn again because something changed leaves it where it was.
 * @param {Page} page
 * @param {boolean} again
 */
export function draw(page, again) {
  const place = again ? placeOfFocus() : null;
  shown = page;
  document.title = `${page.inHistory ?? page.title} – UU På Vej`;
  document.body.classList.toggle("has-back", Boolean(page.back));
  document.body.classList.toggle("has-actions", Boolean(page.actions?.length));
  const heading = h("h1", { tabindex: -1 }, page.title, page.aside ? " " : "", page.aside ? h("span", { class: "aside" }, page.aside) : "");
  main.replaceChildren(
    ...(page.back ? [h("a", { class: "back", href: page.back.href }, picture("arrow-left"), h("span", {}, page.back.label))] : []),
    h("div", { class: "page-top" }, h("div", { class: "page-header" }, heading, ...(page.below ?? [])),
      page.actions?.length ? h("div", { class: "actions" }, ...page.actions) : null),
    ...page.content.filter((part) => part instanceof Node),
  );
  if (!again) {
    window.scrollTo(0, 0);
    if (Date.now() - toldAt > JUST_NOW) hush();
  }
  page.shown?.(main);
  if (place) refocus(place, heading);
  else if (!again && !main.contains(document.activeElement)) heading.focus({ preventScroll: true });
}

/** How the element that has the focus is found again among what is drawn anew. */
function placeOfFocus() {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !main.contains(active)) return null;
  if (active.id) return `#${CSS.escape(active.id)}`;
  const names = ["href", "data-do", "data-value"].filter((name) => active.hasAttribute(name));
  return names.map((name) => `[${name}="${CSS.escape(active.getAttribute(name) ?? "")}"]`).join("") || "h1";
}

/** @param {string} place @param {HTMLElement} heading */
function refocus(place, heading) {
  const found = main.querySelector(place);
  (found instanceof HTMLElement ? found : heading).focus({ preventScroll: true });
}

/** From now on the view is not drawn anew by itself: something on it has been begun. */
export function hold() {
  if (shown) shown.stays = true;
}

/**
 * A button whose first press only says what the second will do; whether this was the second.
 * @param {HTMLElement} pressed
 * @param {string} warning
 */
export function isSure(pressed, warning) {
  if (pressed.dataset.sure === "yes") return true;
  hold();
  pressed.dataset.sure = "yes";
  const label = pressed.querySelector("span");
  if (label) label.textContent = warning;
  return false;
}

/**
 * Says something for everybody: shown for a while or until it no longer holds, read aloud, and kept for screen readers.
 * @param {string} text
 * @param {{level?: "check-circle" | "warning", part?: Child, until?: () => boolean}} [how]
 */
export function tell(text, { level = "check-circle", part = "", until = () => false } = {}) {
  const place = slot("told");
  place.replaceChildren(picture(level), h("p", {}, text), ...[part].filter((one) => one instanceof Node));
  place.classList.add("is-shown");
  toldAt = Date.now();
  holds = () => !until();
  clearTimeout(quiet);
  quiet = window.setTimeout(hush, 5000);
}

const hush = () => slot("told").classList.remove("is-shown");

/** Takes away what was told and is not so any more. */
export function heed() {
  if (!holds()) hush();
}

/**
 * A button that does what the view says under that name.
 * @param {string} label
 * @param {string} does
 * @param {{kind?: string, value?: string, more?: string, icon?: string}} [how]
 */
export function button(label, does, { kind = "secondary", value = "", more = "", icon = "" } = {}) {
  return h("button", { class: `button button-${kind}`, type: "button", "data-do": does, "data-value": value || null },
    icon ? picture(icon) : "", h("span", {}, label, more ? h("span", { class: "visually-hidden" }, ` ${more}`) : ""));
}

/**
 * A link that looks like a button.
 * @param {string} href
 * @param {string} label
 * @param {{kind?: string, icon?: string}} [how]
 */
export function linkButton(href, label, { kind = "secondary", icon = "" } = {}) {
  return h("a", { class: `button button-${kind}`, href }, icon ? picture(icon) : "", h("span", {}, label));
}

/**
 * @param {"info" | "success" | "warning" | "error"} level
 * @param {string} title
 * @param {...Child} parts
 */
export function callout(level, title, ...parts) {
  const pictures = { info: "info", success: "check-circle", warning: "warning", error: "error" };
  return h("div", { class: `alert alert-${level}` }, picture(pictures[level]),
    h("div", { class: "alert-body" }, title ? h("h2", { class: "alert-heading" }, title) : "", h("div", { class: "alert-text" }, ...parts)));
}

/**
 * @param {string} title
 * @param {...Child} parts
 */
export function card(title, ...parts) {
  return h("section", { class: "card" }, title ? h("h2", { class: "card-title" }, title) : "", ...parts);
}

/**
 * Nothing to show, and what to do.
 * @param {string} title
 * @param {string} text
 * @param {string} icon
 * @param {...Child} parts
 */
export function empty(title, text, icon, ...parts) {
  return h("div", { class: "empty" }, picture(icon), h("p", { class: "empty-title" }, title), text ? h("p", { class: "sub" }, text) : "",
    parts.length ? h("div", { class: "button-group" }, ...parts) : "");
}

/** What is shown for an address that leads nowhere here. @returns {Page} */
export function nobody() {
  return {
    title: say("not_here"),
    back: { href: "#/", label: say("my_young_people") },
    content: [h("p", {}, say("not_here_text")), h("div", { class: "button-group" }, linkButton("#/", say("my_young_people")))],
  };
}
