// The phone's own settings: sending now, locking, ways to unlock, storage, and forgetting this phone.

import { fresh, h } from "../dom.js";
import { LastMethod } from "../errors.js";
import { canUsePasskeys } from "../passkey.js";
import { phone, reference } from "../phone.js";
import { go } from "../router.js";
import { button, callout, card, hold, isSure, linkButton, tell } from "../screen.js";
import { giveUp } from "../standing.js";
import { lastContactOf } from "../sync.js";
import { clockWords, say } from "../words.js";
import { MINUTES, lockAll, minutesToLock } from "../autolock.js";
import { refusal } from "./lock.js";

/** @import {Method, Unlock} from "../types.js" */
/** @import {Page} from "../router.js" */
/** @import {SealedOutbox} from "../outbox.js" */

/** @returns {Promise<Page>} */
export async function settings() {
  const { vault, outbox, sync } = phone();
  const methods = await vault.methods();
  const unsent = outbox.unsent();
  return {
    title: say("settings"),
    below: [h("p", { class: "sub" }, reference().user.name)],
    content: [
      h("div", { class: "stack" },
        await contact(),
        await locking(),
        card(say("unlock_ways"), ...methods.map((method) => way(method, methods.length > 1)), await moreWays(methods), h("p", { class: "sub" }, say("lose_all"))),
        await storage(),
        language(),
        forgetting(unsent, sync.state.problem !== null),
        h("p", {}, h("a", { href: "/" }, say("ordinary_pages")))),
    ],
    typed: async (target) => {
      if (target.id === "lock-minutes") {
        await vault.setting("lock_minutes", Number(/** @type {HTMLSelectElement} */ (target).value));
        await minutesToLock();
        tell(say("setting_saved"));
      }
    },
    does: {
      sync: async () => {
        const state = await sync.run();
        tell(say(state.problem ? `problem_${state.problem}` : "synced"), { level: state.problem ? "warning" : "check-circle" });
      },
      lock: () => lockAll(),
      persist: async () => {
        const isKept = await navigator.storage.persist();
        tell(say(isKept ? "storage_kept" : "storage_not_kept"), { level: isKept ? "check-circle" : "warning" });
        go("/settings");
      },
      passkey: () => withProof(methods, async (how) => {
        await vault.addMethod({ kind: "passkey", label: say("passkey") }, how);
        tell(say("way_added"));
        go("/settings");
      }),
      passphrase: () => go("/settings/passphrase"),
      remove: (pressed) => remove(pressed.dataset.value ?? ""),
      forget: (pressed) => forget(pressed),
    },
  };
}

async function contact() {
  const { vault, sync, people, outbox } = phone();
  const { problem } = sync.state;
  const lastContact = sync.state.lastContact ?? (await lastContactOf(vault));
  return card(say("contact"),
    h("p", {}, lastContact ? say("last_contact", { at: clockWords(lastContact) }) : say("no_contact")),
    h("p", { class: "sub" }, `${say("people_here", { n: people.list().length })} · ${outbox.unsent() ? say("unsent", { n: outbox.unsent() }) : say("all_sent")}`),
    problem ? callout("warning", "", h("p", {}, say(`problem_${problem}`), problem === "signed_out" ? [" ", h("a", { href: "/devices/new" }, say("sign_in_again"))] : "")) : "",
    h("p", { class: "sub" }, say("kept_for", { n: reference().limits.offline_days })),
    h("div", { class: "button-group" }, button(say("sync_now"), "sync")));
}

async function locking() {
  const now = await minutesToLock();
  const options = MINUTES.map((n) => h("option", { value: n, selected: n === now }, say("lock_after", { n })));
  return card(say("lock"),
    h("div", { class: "form-group" }, h("label", { class: "form-label", for: "lock-minutes" }, say("lock_label")), h("select", { class: "form-select", id: "lock-minutes" }, ...options)),
    h("div", { class: "button-group" }, button(say("lock_now"), "lock", { icon: "lock" })));
}

/** @param {Method} method @param {boolean} mayGo */
function way(method, mayGo) {
  const label = say(method.kind);
  return h("div", { class: "row" }, h("div", { class: "grow" }, h("strong", {}, label)),
    method.kind === "passphrase" ? button(say("change"), "passphrase", { more: label }) : "",
    mayGo ? button(say("remove"), "remove", { kind: "warning", value: method.id, more: label }) : "");
}

/** @param {Method[]} methods */
async function moreWays(methods) {
  const parts = [
    (await canUsePasskeys()) && !methods.some((one) => one.kind === "passkey") ? button(say("add_passkey"), "passkey", { icon: "key" }) : "",
    methods.some((one) => one.kind === "passphrase") ? "" : button(say("add_passphrase"), "passphrase", { icon: "plus" }),
  ].filter(Boolean);
  return parts.length ? h("div", { class: "button-group" }, ...parts) : "";
}

/** Whoever adds a way proves once more that the phone is theirs. @param {Method[]} methods @param {(how: Unlock) => Promise<void>} then */
async function withProof(methods, then) {
  const known = methods.find((one) => one.kind === "passkey");
  const passphrase = known ? "" : askedPassphrase();
  if (passphrase === null) return;
  try {
    await then(known ? { passkey: known.id } : { passphrase });
  } catch (error) {
    tell(refusal(error));
  }
}

/** The passphrase as typed into the card that asks for it; the first press opens that card. */
function askedPassphrase() {
  const field = document.getElementById("proof");
  if (field instanceof HTMLInputElement && field.value) return field.value;
  hold();
  if (!field) document.querySelector('[data-do="passkey"]')?.parentElement?.before(fresh("form-proof"));
  document.getElementById("proof")?.focus();
  return null;
}

/** @param {string} id */
async function remove(id) {
  try {
    await phone().vault.removeMethod(id);
    tell(say("way_removed"));
  } catch (error) {
    if (!(error instanceof LastMethod)) throw error;
    tell(say("last_way"));
  }
  go("/settings");
}

async function storage() {
  const kept = await navigator.storage?.persisted?.();
  const { usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return card(say("storage"), h("p", {}, say(kept ? "storage_kept" : "storage_not_kept")), h("p", { class: "sub" }, say("storage_used", { n: Math.max(1, Math.round(usage / 1024)) })),
    kept ? "" : h("div", { class: "button-group" }, button(say("storage_ask"), "persist")));
}

function language() {
  const other = document.documentElement.lang === "da" ? "en" : "da";
  const name = { da: "Dansk", en: "English" }[other];
  return card(say("language"), h("div", { class: "button-group" }, linkButton(`/field?language=${other}#/settings`, name)));
}

/** @param {number} unsent @param {boolean} isAlone */
function forgetting(unsent, isAlone) {
  return card(say("forget"),
    unsent ? callout("error", say("forget_unsent", { n: unsent }), h("p", {}, say("forget_unsent_text"))) : h("p", {}, say("forget_text")),
    isAlone ? h("p", {}, say("forget_untold")) : "",
    h("div", { class: "button-group" }, button(say("forget_button"), "forget", { kind: "warning" })));
}

/** @param {HTMLElement} pressed */
async function forget(pressed) {
  const { vault, outbox, sync } = phone();
  const n = outbox.unsent();
  if (!isSure(pressed, n ? say("forget_sure_unsent", { n }) : say("forget_sure"))) return;
  tell((await giveUp(vault, /** @type {SealedOutbox} */ (outbox), sync)) ? say("forgot") : `${say("forgot")} ${say("forget_untold")}`);
}
