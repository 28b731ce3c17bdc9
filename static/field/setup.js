// The page that makes a phone ready begins with the app itself: the worker lays all of it in store, and what follows runs from there.

const page = document.getElementById("setup");
const { layingIn = "", unanswered = "", unable = "" } = page?.dataset ?? {};

/** @param {string} name @param {boolean} shown */
function show(name, shown) {
  const part = page?.querySelector(`[data-part="${name}"]`);
  if (part instanceof HTMLElement) part.hidden = !shown;
}

/** @param {string} name @param {string} words */
function fill(name, words) {
  const place = page?.querySelector(`[data-slot="${name}"]`);
  if (place) place.textContent = words;
}

/** Until the worker answers for this page. */
async function layInStore() {
  const controlled = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
  await navigator.serviceWorker.register("/service-worker.js");
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) await controlled;
}

async function begin() {
  const isAble = globalThis.isSecureContext && navigator.serviceWorker && globalThis.crypto?.subtle;
  if (isAble) {
    show("progress", true);
    fill("progress", layingIn);
  }
  try {
    if (!isAble) throw new Error("This browser keeps nothing sealed.");
    await layInStore();
    show("progress", false);
    const { begin: goOn } = await import("./ready.js");
    await goOn();
  } catch (error) {
    show("progress", false);
    show("problem", true);
    fill("problem", isAble ? unanswered : unable);
    if (isAble) throw error;
  }
}

void begin();
export {};
