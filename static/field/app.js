// The field part: unlocks the phone, shows the view of the address, and hands every tap to it.

import { lockNow, watch } from "./autolock.js";
import { showState, watchVersion } from "./bar.js";
import { StorageFull } from "./errors.js";
import { keepNow } from "./form.js";
import { isOpen, pack, phone, unpack } from "./phone.js";
import { found, here, route } from "./router.js";
import { callout, current, draw, heed, nobody, tell } from "./screen.js";
import { wipeIfAsked } from "./standing.js";
import "./show.js";
import { listVaults, openVault } from "./vault.js";
import { tellWiped } from "./wiped.js";
import { learn, say } from "./words.js";
import { card } from "./views/card.js";
import { conflict } from "./views/conflict.js";
import { edit } from "./views/edit.js";
import { drop, followup, move } from "./views/followup.js";
import { followups } from "./views/followups.js";
import { first } from "./views/first.js";
import { list } from "./views/list.js";
import { lock } from "./views/lock.js";
import { mend, outbox } from "./views/outbox.js";
import { passphrase } from "./views/passphrase.js";
import { register } from "./views/register.js";
import { session, whoWith } from "./views/session.js";
import { settings } from "./views/settings.js";
import { status } from "./views/status.js";

/** @import {Vault} from "./types.js" */

route("/", list);
route("/new", register);
route("/session", whoWith);
route("/person/:person", card);
route("/person/:person/edit", edit);
route("/person/:person/session", session);
route("/person/:person/session/:kind", session);
route("/person/:person/status", status);
route("/person/:person/status/:event", status);
route("/person/:person/followup", followup);
route("/person/:person/followup/:followup/move", move);
route("/person/:person/followup/:followup/drop", drop);
route("/person/:person/conflict/:conflict", conflict);
route("/followups", followups);
route("/followups/:person/:followup/move", move);
route("/followups/:person/:followup/drop", drop);
route("/outbox", outbox);
route("/outbox/:item", mend);
route("/settings", settings);
route("/settings/passphrase", passphrase);

let drawing = 0;

/** Draws the view of the address, and says so where there is no room for what that takes. @param {boolean} [again] */
async function show(again = false) {
  await shown(again).catch((error) => {
    if (!(error instanceof StorageFull)) throw error;
    tell(say("storage_full"));
  });
}

/** Of two that overlap, only the later one is shown. @param {boolean} again */
async function shown(again) {
  const mine = ++drawing;
  const page = isOpen() ? await view() : await lock(opened, show);
  if (mine !== drawing) return;
  // What asks after a call names somebody, and is not behind the lock.
  document.body.classList.toggle("is-locked", !isOpen());
  if (!isOpen()) document.querySelector(".called")?.remove();
  draw(page, again);
  await showState();
}

function view() {
  return phone().book.current() ? (found(here()) ?? nobody)() : first();
}

/** @param {Vault} vault */
async function opened(vault) {
  const { sync, people, outbox: box } = await unpack(vault);
  vault.onLock(() => {
    pack();
    void show();
  });
  await watch();
  people.on(changed);
  box.on(changed);
  sync.on((state) => {
    if (state.problem === "wiped" || state.problem === "not_handed_in") tell(say(`problem_${state.problem}`));
    void showState();
    if (state.phase === "idle") changed();
  });
  await show();
  sync.start();
}

/** What came from the server, or from another tab, is drawn into a view that is no form. */
function changed() {
  if (!isOpen()) return;
  heed();
  if (current()?.stays) void showState();
  else void show(true);
}

/** @param {() => unknown} act */
async function attempt(act) {
  try {
    await act();
  } catch (error) {
    const isFull = error instanceof StorageFull;
    const words = isFull ? "storage_full" : "went_wrong";
    document.getElementById("main")?.querySelector(".page-top")?.after(callout("error", say(words), say(`${words}_text`)));
    tell(say(words));
    if (!isFull) throw error;
  }
}

/** @type {Set<EventTarget>} */
const busy = new Set();

/** A second tap while the first is at work does nothing. @param {HTMLElement} what @param {() => unknown} act */
async function once(what, act) {
  if (busy.has(what)) return;
  busy.add(what);
  try {
    await attempt(act);
  } finally {
    busy.delete(what);
  }
}

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("[data-do]") : null;
  if (!(pressed instanceof HTMLElement)) return;
  event.preventDefault();
  const name = pressed.dataset.do ?? "";
  if (name === "skip") document.getElementById("main")?.focus();
  else void once(pressed, () => current()?.does?.[name]?.(pressed));
});

document.addEventListener("submit", (event) => {
  if (!(event.target instanceof HTMLFormElement)) return;
  event.preventDefault();
  const form = event.target;
  void once(form, () => current()?.sends?.(form));
});

document.addEventListener("input", (event) => {
  if (event.target instanceof HTMLElement && event.target.closest("main")) void current()?.typed?.(event.target);
});

window.addEventListener("hashchange", () => {
  void keepNow().then(() => show());
});
window.addEventListener("pagehide", () => {
  if (isOpen()) void keepNow();
});
// A page the browser kept for the back button must not show people behind a lock.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && isOpen()) void lockNow();
});

/** Asks what the server thinks of this phone before anybody unlocks it; without an answer nothing changes. */
async function heedStanding() {
  void tellWiped().catch(() => {});
  for (const { id } of await listVaults()) {
    const vault = await openVault(id);
    const wiped = vault && (await wipeIfAsked(vault).catch(() => false));
    if (wiped && !isOpen()) {
      await show();
      tell(say("problem_wiped"));
    }
  }
}

async function start() {
  await learn();
  void show();
  void watchVersion();
  void heedStanding();
}

void start();
