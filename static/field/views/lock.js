// Before anything can be read: a fingerprint or face, or the passphrase. Another user of this phone chooses the own place first.

import { fresh, h, slot } from "../dom.js";
import { showErrors } from "../fields.js";
import { NoPasskey, Wait, WrongKey } from "../errors.js";
import { card, linkButton } from "../screen.js";
import { listVaults, openVault } from "../vault.js";
import { clockWords, say } from "../words.js";

/** @import {Method, Unlock, Vault, VaultAbout} from "../types.js" */
/** @import {Page} from "../router.js" */

/** @type {string | null} */
let chosen = null;

/** @param {(vault: Vault) => Promise<void>} opened @param {() => Promise<void>} redraw @returns {Promise<Page>} */
export async function lock(opened, redraw) {
  const vaults = await listVaults();
  const one = vaults.length === 1 ? vaults[0] : vaults.find((vault) => vault.id === chosen);
  if (vaults.length === 0) return unready();
  if (!one) return whose(vaults, redraw);
  const vault = await openVault(one.id);
  return vault ? locked(vault, one, vaults.length > 1, opened, redraw) : unready();
}

/** @returns {Page} */
function unready() {
  return {
    title: say("not_ready"),
    content: [
      card("", h("p", {}, say("not_ready_text")), h("div", { class: "button-group" }, linkButton("/devices/new", say("make_ready"), { kind: "primary" }), linkButton("/", say("ordinary_pages")))),
    ],
  };
}

/** @param {VaultAbout[]} vaults @param {() => Promise<void>} redraw @returns {Page} */
function whose(vaults, redraw) {
  const lines = vaults.map((one) =>
    h("div", { class: "row" }, h("div", { class: "grow" }, h("strong", {}, one.initials), h("p", { class: "sub" }, unsentWords(one))),
      h("button", { class: "button button-secondary", type: "button", "data-do": "choose", "data-value": one.id }, h("span", {}, say("that_is_me"), h("span", { class: "visually-hidden" }, ` ${one.initials}`)))));
  return {
    title: say("who_are_you"),
    content: [card("", ...lines), h("p", { class: "sub" }, h("a", { href: "/devices/new" }, say("another_user")))],
    does: {
      choose: (button) => {
        chosen = button.dataset.value ?? null;
        return redraw();
      },
    },
  };
}

/** @param {VaultAbout} about */
const unsentWords = (about) => (about.unsent ? say("unsent", { n: about.unsent }) : say("all_sent"));

/**
 * @param {Vault} vault @param {VaultAbout} about @param {boolean} others
 * @param {(vault: Vault) => Promise<void>} opened @param {() => Promise<void>} redraw @returns {Promise<Page>}
 */
async function locked(vault, about, others, opened, redraw) {
  const methods = await vault.methods();
  const form = /** @type {HTMLFormElement} */ (fresh("form-unlock"));
  const passkeys = methods.filter((method) => method.kind === "passkey");
  slot("who", form).textContent = `${about.initials} · ${unsentWords(about)}`;
  part(form, '[data-do="passkey"]').hidden = passkeys.length === 0;
  part(form, '[data-part="passphrase"]').hidden = !methods.some((method) => method.kind === "passphrase");
  // The only way to unlock is the one that stands out.
  if (passkeys.length === 0) part(form, '[type="submit"]').classList.replace("button-secondary", "button-primary");
  /** @param {Unlock} how */
  const unlock = async (how) => {
    try {
      await vault.unlock(how);
    } catch (error) {
      showErrors(form, [{ field: "passphrase" in how ? "passphrase" : "", message: refusal(error) }]);
      return;
    }
    await opened(vault);
  };
  return {
    title: say("locked"),
    content: [form, h("p", { class: "sub lock-more" }, others ? [h("button", { class: "button button-tertiary", type: "button", "data-do": "others" }, h("span", {}, say("somebody_else"))), " "] : "",
      h("a", { href: "/devices/new" }, say(others ? "lost_all" : "another_or_lost"))), h("p", { class: "sub" }, h("a", { href: "/" }, say("ordinary_pages")))],
    stays: true,
    shown: () => {
      if (passkeys.length === 0) part(form, "input").focus();
    },
    sends: () => {
      const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("passphrase"));
      const passphrase = field.value;
      field.value = "";
      showErrors(form, []);
      return unlock({ passphrase });
    },
    does: {
      passkey: () => newest(passkeys, unlock),
      others: () => {
        chosen = null;
        return redraw();
      },
      field: (link) => document.getElementById(link.dataset.value ?? "")?.focus(),
    },
  };
}

/** With several passkeys the newest is asked. @param {Method[]} passkeys @param {(how: Unlock) => Promise<void>} unlock */
function newest(passkeys, unlock) {
  const last = passkeys.at(-1);
  return last ? unlock({ passkey: last.id }) : undefined;
}

/** @param {HTMLElement} within @param {string} selector */
const part = (within, selector) => /** @type {HTMLElement} */ (within.querySelector(selector));

/** @param {unknown} error */
export function refusal(error) {
  if (error instanceof Wait) return say("wait_until", { at: clockWords(error.until) });
  if (error instanceof WrongKey) return say("wrong_key");
  if (error instanceof NoPasskey || (error instanceof DOMException && error.name === "NotAllowedError")) return say("passkey_failed");
  throw error;
}
