// Makes a phone ready: a sealed place for its owner, a sign-in of its own, and the first young people.

import { NoPasskey, OtherUser, StorageFull, TooWeak, Wait, WrongKey } from "./errors.js";
import { slot } from "./dom.js";
import { canUsePasskeys } from "./passkey.js";
import { unpack } from "./phone.js";
import "./show.js";
import { mustBeStrong } from "./strength.js";
import { saveTokens } from "./tokens.js";
import { createVault, listVaults, openVault } from "./vault.js";
import { remember, tellWiped } from "./wiped.js";
import { clockWords, learn, say } from "./words.js";

/** @import {NewMethod, TokenAnswer, Unlock, Vault, VaultAbout} from "./types.js" */

const page = /** @type {HTMLElement} */ (document.getElementById("setup"));
const { user = "", initials = "", token = "" } = page.dataset;
/** Ready but not in contact: told as such, since nothing needs to be done again. */
class NotFetched extends Error {}
/** Its id is spent: it was wiped, or is to be. */
class ToBeWiped extends Error {}

/** The page's own sign-in has ended, or is too old to make a phone ready. */
class SignInAgain extends Error {}

/** @param {string} name @returns {HTMLElement} */
const part = (name) => /** @type {HTMLElement} */ (page.querySelector(`[data-part="${name}"]`));

/** @param {string} name @param {HTMLFormElement} form */
const typed = (name, form) => String(new FormData(form).get(name) ?? "");

/** @param {string} words */
function complain(words) {
  part("problem").hidden = words === "";
  slot("problem", page).textContent = words;
  if (words) part("problem").scrollIntoView({ block: "center" });
}

/** @param {number} step @param {string} words */
function progress(step, words) {
  part("progress").hidden = false;
  slot("progress", page).textContent = words;
  /** @type {HTMLProgressElement} */ (slot("bar", page)).value = step;
}

/** @param {{errors?: {field: string}[]}} problem */
const isAboutDevice = ({ errors = [] }) => errors.some(({ field }) => field === "device_id");

/** A sign-in of the phone's own, got by this page's. @param {Vault} vault @param {string} name */
async function signIn(vault, name) {
  const answer = await fetch("/devices", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": token },
    body: JSON.stringify({ device_id: vault.device, device_name: name }),
    redirect: "error",
  });
  if (answer.status === 422 && isAboutDevice(await answer.json())) throw new ToBeWiped();
  if (answer.status === 401 || answer.status === 403) throw new SignInAgain();
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  await saveTokens(vault, /** @type {TokenAnswer} */ (await answer.json()));
}

/** Everything after the vault is open. @param {Vault} vault @param {string} name */
async function finish(vault, name) {
  progress(2, say("signing_in"));
  await signIn(vault, name);
  progress(3, say("fetching"));
  const { sync, people } = await unpack(vault);
  const forget = people.on(() => progress(3, `${say("fetching")} ${people.list().length}`));
  const { problem } = await sync.run();
  forget();
  if (problem) throw new NotFetched();
  part("progress").hidden = true;
  part("done").hidden = false;
  slot("done", page).textContent = say("ready", { n: people.list().length });
  part("done").querySelector("a")?.focus();
}

/** @param {HTMLFormElement} form */
async function makeReady(form) {
  const method = chosen(form);
  progress(1, say("signing_in"));
  await navigator.storage?.persist?.();
  const vault = await createVault({ user, initials, device: crypto.randomUUID() }, method);
  try {
    await finish(vault, typed("device_name", form));
  } catch (error) {
    // Without a sign-in the vault holds nothing, and the next try begins anew.
    if (!(error instanceof NotFetched)) await vault.forget();
    throw error;
  }
}

/** @param {HTMLFormElement} form @returns {NewMethod} */
function chosen(form) {
  if (typed("by", form) === "passkey") return { kind: "passkey", label: say("passkey") };
  const text = typed("passphrase", form);
  mustBeStrong(text);
  if (text !== typed("again", form)) throw new RangeError();
  return { kind: "passphrase", text };
}

/** @param {HTMLFormElement} form @param {Vault} vault */
async function signInAgain(form, vault) {
  const methods = await vault.methods();
  const passkey = methods.find((one) => one.kind === "passkey");
  /** @type {Unlock} */
  const how = typed("passphrase", form) || !passkey ? { passphrase: typed("passphrase", form) } : { passkey: passkey.id };
  await vault.unlock(how);
  await finish(vault, /** @type {HTMLInputElement} */ (document.getElementById("device-name")).value);
}

/** @param {unknown} error */
function wordsFor(error) {
  if (error instanceof TooWeak) return say(error.word);
  if (error instanceof RangeError) return say("not_the_same");
  if (error instanceof Wait) return say("wait_until", { at: clockWords(error.until) });
  if (error instanceof WrongKey) return say("wrong_key");
  if (error instanceof NotFetched) return say("not_fetched");
  if (error instanceof ToBeWiped) return say("to_be_wiped");
  if (error instanceof SignInAgain) return say("signed_in_long_ago");
  if (error instanceof StorageFull) return say("storage_full");
  if (error instanceof OtherUser) return say("not_signed_in");
  const refused = error instanceof DOMException && ["NotAllowedError", "NotSupportedError", "SecurityError"].includes(error.name);
  if (error instanceof NoPasskey || refused) return say("no_passkey_here");
  return say("not_signed_in");
}

/** @param {HTMLFormElement} form @param {() => Promise<void>} act */
function onSubmit(form, act) {
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    complain("");
    try {
      await act();
      form.hidden = true;
    } catch (error) {
      part("progress").hidden = true;
      complain(wordsFor(error));
    } finally {
      busy = false;
    }
  });
}

/** @param {VaultAbout} about */
async function offerAgain(about) {
  const vault = await openVault(about.id);
  if (!vault) return offerNew();
  const form = /** @type {HTMLFormElement} */ (part("again"));
  const methods = await vault.methods();
  part("by-passphrase").hidden = !methods.some((one) => one.kind === "passphrase");
  slot("waiting", page).textContent = about.unsent ? say("unsent", { n: about.unsent }) : say("all_sent");
  form.hidden = false;
  onSubmit(form, () => signInAgain(form, vault));
  const button = /** @type {HTMLElement} */ (form.querySelector("[data-act=forget]"));
  button.addEventListener("click", () => forget(button, vault, about.unsent));
}

/** What cannot be unlocked has no token to show: its owner, signed in on this page, asks for it. @param {Vault} vault */
const endAccess = (vault) =>
  fetch(`/devices/${vault.device}/wipe`, { method: "POST", headers: { "X-CSRF-Token": token }, redirect: "manual" });

/** The second press does it. @param {HTMLElement} button @param {Vault} vault @param {number} n */
async function forget(button, vault, n) {
  if (button.dataset.sure !== "yes") {
    button.dataset.sure = "yes";
    button.textContent = n ? say("forget_sure_unsent", { n }) : say("forget_sure");
    return;
  }
  await endAccess(vault).catch(() => {});
  remember(vault.device);
  await vault.forget();
  await tellWiped().catch(() => {});
  part("again").hidden = true;
  await offerNew();
}

async function offerNew() {
  const form = /** @type {HTMLFormElement} */ (part("choose"));
  form.hidden = false;
  const byPasskey = /** @type {HTMLInputElement} */ (form.querySelector("#by-passkey"));
  const show = () => (part("words").hidden = byPasskey.checked);
  if (await canUsePasskeys()) {
    part("passkey").hidden = false;
    byPasskey.checked = true;
  }
  show();
  form.addEventListener("change", show);
  onSubmit(form, () => makeReady(form));
}

/** Called by the page once the app is on the phone. */
export async function begin() {
  await learn();
  const mine = (await listVaults()).find((one) => one.user === user);
  await (mine ? offerAgain(mine) : offerNew());
}
