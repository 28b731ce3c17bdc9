// Markup without markup: elements are made from words and pictures, never from a text that is read as HTML.

/** @typedef {Node | string | number | false | null | undefined} Child */

/**
 * An element with attributes and children; what is false, null or undefined is left out.
 * @param {string} name
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...nodes(children));
  return element;
}

/**
 * @param {(Child | Child[])[]} children
 * @returns {(Node | string)[]}
 */
export function nodes(children) {
  return children
    .flat()
    .filter((child) => child !== false && child !== null && child !== undefined && child !== "")
    .map((child) => (child instanceof Node ? child : String(child)));
}

/**
 * What a template of the shell holds, anew.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function fresh(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  const first = template.content.firstElementChild;
  if (!first) throw new Error(`The template ${id} is empty.`);
  return /** @type {HTMLElement} */ (document.importNode(first, true));
}

/** @type {Map<string, Element>} */
const pictures = new Map();

/**
 * An icon, or the shape of a bucket. A word stands beside it, or `label` says it.
 * @param {string} name
 * @param {string} [label]
 */
export function picture(name, label = "") {
  if (pictures.size === 0) {
    const all = /** @type {HTMLTemplateElement} */ (document.getElementById("pictures")).content;
    for (const one of all.querySelectorAll("[data-picture]")) {
      if (one instanceof HTMLElement && one.firstElementChild) pictures.set(one.dataset.picture ?? "", one.firstElementChild);
    }
  }
  const copy = /** @type {Element} */ (pictures.get(name)?.cloneNode(true));
  if (label) {
    copy.removeAttribute("aria-hidden");
    copy.setAttribute("role", "img");
    copy.setAttribute("aria-label", label);
  }
  return copy;
}

/**
 * The part of the shell that a script fills.
 * @param {string} name
 * @param {ParentNode} [within]
 * @returns {HTMLElement}
 */
export function slot(name, within = document) {
  const found = within.querySelector(`[data-slot="${name}"]`);
  if (!(found instanceof HTMLElement)) throw new Error(`There is no slot ${name}.`);
  return found;
}
