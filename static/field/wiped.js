// Which phones were wiped in this browser and could not say so yet. Nothing but their ids, in clear; told anew at each start until the server has heard.

import { ask } from "./api.js";
import { vaults } from "./store.js";

const PLACE = "uu-field-wiped";

/** @returns {string[]} */
function waiting() {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {string[]} devices */
function keep(devices) {
  try {
    if (devices.length) localStorage.setItem(PLACE, JSON.stringify(devices));
    else localStorage.removeItem(PLACE);
  } catch {
    // A browser that keeps nothing tells it once.
  }
}

/** Is to be told once the phone is wiped. @param {string} device */
export const remember = (device) => keep([...new Set([...waiting(), device])]);

/** Tells what is not told yet; never of a phone whose vault is still here. */
export async function tellWiped() {
  const here = new Set((await vaults()).map(({ device }) => device));
  for (const device of waiting().filter((one) => !here.has(one))) {
    await ask(`devices/${device}/wiped`, { method: "POST" }).then(() => keep(waiting().filter((one) => one !== device)), () => {});
  }
}
