// The address behind the # says which view is shown, so that the back button does what it always does.

/** @import {Child} from "./dom.js" */

/**
 * What a view gives. `does` are its buttons by the name in data-do, `sends` what happens when its form is sent.
 * `stays`: a form, which new data from the server must not draw anew.
 * @typedef {object} Page
 * @property {string} title
 * @property {string} [inHistory] the title where that names somebody: browsers write it down readably
 * @property {{href: string, label: string}} [back]
 * @property {string} [aside]
 * @property {Child[]} [below]
 * @property {Child[]} [actions]
 * @property {Child[]} content
 * @property {boolean} [stays]
 * @property {Record<string, (button: HTMLElement) => unknown>} [does]
 * @property {(form: HTMLFormElement) => unknown} [sends]
 * @property {(target: HTMLElement) => unknown} [typed]
 * @property {(main: HTMLElement) => unknown} [shown]
 */

/** @typedef {(parameters: Record<string, string>) => Page | Promise<Page>} ViewOf */

/** @type {{pattern: RegExp, names: string[], view: ViewOf}[]} */
const routes = [];

/**
 * `/person/:id/session` with what draws it.
 * @param {string} path
 * @param {ViewOf} view
 */
export function route(path, view) {
  const names = [...path.matchAll(/:(\w+)/g)].map((found) => found[1] ?? "");
  routes.push({ pattern: new RegExp(`^${path.replace(/:\w+/g, "([^/]+)")}$`), names, view });
}

/** The path behind the #; without one, the list. */
export function here() {
  return location.hash.replace(/^#/, "") || "/";
}

/**
 * The view for a path, or nothing.
 * @param {string} path
 * @returns {(() => Page | Promise<Page>) | null}
 */
export function found(path) {
  for (const { pattern, names, view } of routes) {
    const match = pattern.exec(path);
    if (!match) continue;
    const values = match.slice(1).map((value) => decodeURIComponent(value));
    return () => view(Object.fromEntries(names.map((name, place) => [name, values[place] ?? ""])));
  }
  return null;
}

/** @param {string} path */
export function go(path) {
  if (here() === path) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = path;
}

/**
 * Goes on without leaving the present view behind: back does not lead into a form that is done with.
 * @param {string} path
 */
export function goInstead(path) {
  history.replaceState(null, "", `#${path}`);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}
