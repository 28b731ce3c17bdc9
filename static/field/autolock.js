// The phone locks itself: after some minutes in which nobody touched it, on the screen or out of sight.

import { keepNow } from "./form.js";
import { isOpen, phone } from "./phone.js";

export const MINUTES = [1, 2, 5, 10, 30];
const USUAL = 5;
const LOOK = 5_000;
const others = new BroadcastChannel("uu-field-lock");
others.onmessage = () => void lockNow();
let touched = Date.now();
let after = USUAL;

/** Counts from now on. */
export async function watch() {
  touched = Date.now();
  after = await minutesToLock();
}

/** @returns {Promise<number>} */
export async function minutesToLock() {
  after = Number((await phone().vault.setting("lock_minutes")) ?? USUAL);
  return after;
}

/** Seals what is being typed, and locks. */
export async function lockNow() {
  if (!isOpen()) return;
  const { vault } = phone();
  try {
    await keepNow();
  } finally {
    vault.lock();
  }
}

/** Locks this page and every other one that shows the app. */
export async function lockAll() {
  others.postMessage("lock");
  await lockNow();
}

function look() {
  if (isOpen() && Date.now() - touched > after * 60_000) void lockNow();
}

for (const kind of ["pointerdown", "keydown", "input"]) {
  document.addEventListener(kind, () => (touched = Date.now()), { capture: true, passive: true });
}
// Timers sleep with the phone; what counts is the clock on return, before anything is touched.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") look();
  else if (isOpen()) void keepNow();
});
window.setInterval(look, LOOK);
