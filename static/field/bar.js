// The upper edge: how much is not sent, and whether a new version waits.

import { h, slot } from "./dom.js";
import { isOpen, phone } from "./phone.js";
import { here } from "./router.js";
import { listVaults } from "./vault.js";
import { say } from "./words.js";

const state = /** @type {HTMLAnchorElement} */ (slot("state"));
const text = slot("state-text");
let accepted = false;

/** Says how it stands: with the vault open from the outbox, else from the count that stands in clear. */
export async function showState() {
  const unsent = isOpen() ? phone().outbox.unsent() : (await listVaults()).reduce((sum, one) => sum + one.unsent, 0);
  const { phase = "idle", problem = null } = isOpen() ? phone().sync.state : {};
  const outside = problem === "signed_out";
  state.href = outside ? "/devices/new" : "#/outbox";
  state.hidden = !isOpen() && unsent === 0;
  state.classList.toggle("is-waiting", unsent > 0 || outside);
  const words = unsent ? say("unsent", { n: unsent }) : say("all_sent");
  text.textContent = outside ? say("sign_in_again") : phase !== "idle" && unsent ? say("sending") : words;
  slot("tab-unsent").replaceChildren(...(unsent ? [h("span", { "aria-hidden": "true" }, unsent), h("span", { class: "visually-hidden" }, say("unsent", { n: unsent }))] : []));
  const tabs = /** @type {HTMLElement} */ (document.querySelector(".tabs"));
  tabs.hidden = !isOpen();
  document.body.classList.toggle("has-tabs", isOpen());
  for (const link of tabs.querySelectorAll("a")) {
    if (link.hash === `#${here()}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** Watches for a new version, which waits until the person wants it. */
export async function watchVersion() {
  const registration = await navigator.serviceWorker?.getRegistration("/");
  if (!registration) return;
  if (registration.waiting) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const arriving = registration.installing;
    arriving?.addEventListener("statechange", () => {
      if (arriving.state === "installed" && navigator.serviceWorker.controller) offer(arriving);
    });
  });
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (accepted) location.reload();
  });
}

/** @param {ServiceWorker} waiting */
function offer(waiting) {
  const place = slot("upgrade");
  const yes = h("button", { class: "button", type: "button" }, h("span", {}, say("new_version_take")));
  yes.addEventListener("click", () => {
    accepted = true;
    waiting.postMessage("take-over");
  });
  place.replaceChildren(h("p", {}, say("new_version")), yes);
}
