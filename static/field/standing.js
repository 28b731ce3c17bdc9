// What the server thinks of this phone, which it may ask without being signed in, and what follows: a wipe wipes, after one last delivery.

import { ask } from "./api.js";
import { Refusal } from "./errors.js";
import { wipePeople } from "./offline.js";
import { pushLast } from "./push.js";
import { access, tokens } from "./tokens.js";
import { remember, tellWiped } from "./wiped.js";

/** @import {Sync, Vault} from "./types.js" */
/** @import {SealedOutbox} from "./outbox.js" */

// Whoever deletes everything is not kept waiting for a server that does not answer.
const PATIENCE = 8_000;

/** @param {Vault} vault @returns {Promise<string>} */
export async function standingOf(vault) {
  return (await ask(`devices/${vault.device}/standing`)).body.standing;
}

/** Whether it was wiped. From a phone whose access was withdrawn the people go. Of a locked vault with unsent work the people go at once, and the sealed work stays until its owner unlocks it. @param {Vault} vault */
export async function wipeIfAsked(vault) {
  const standing = await standingOf(vault);
  if (standing === "wipe" || standing === "signed_out") await wipePeople(vault.id);
  if (standing !== "wipe") return false;
  return wipe(vault, []);
}

/** Hands everything in one last time, which the server keeps for a colleague to judge. Wipes the phone once each item was taken, and gives whether it did; what was not taken stays sealed for its owner. @param {Vault} vault @param {SealedOutbox} outbox */
export async function lastDelivery(vault, outbox) {
  await handIn(vault, outbox);
  return wipe(vault, outbox.damaged());
}

/** @param {Vault} vault @param {SealedOutbox} outbox */
async function handIn(vault, outbox) {
  const held = await tokens(vault);
  if (held && outbox.unsent() > 0) await pushLast(outbox, held.access).catch(unlessAnswered);
}

/** Deletes everything because its owner wants so, after a last delivery; whether the server knows. @param {Vault} vault @param {SealedOutbox} outbox @param {Sync} sync */
export async function giveUp(vault, outbox, sync) {
  sync.stop();
  const isTold = await Promise.race([isEnded(vault, outbox, sync), new Promise((resolve) => setTimeout(resolve, PATIENCE, false))]);
  await wipe(vault);
  return isTold;
}

/** @param {Vault} vault @param {SealedOutbox} outbox @param {Sync} sync */
async function isEnded(vault, outbox, sync) {
  try {
    const { problem } = await sync.run();
    const held = problem ? undefined : await access(vault);
    if (!held) return false;
    await ask("devices/forgotten", { method: "POST", body: { device_id: vault.device }, access: held });
    await handIn(vault, outbox);
    return true;
  } catch {
    return false;
  }
}

/** With the keys of damaged items only if nothing else is left that was not sent, also by another tab in this moment; whether it did. @param {Vault} vault @param {(string | number)[]} [damaged] */
async function wipe(vault, damaged) {
  remember(vault.device);
  if (!(await vault.forget(damaged))) return false;
  // The phone is wiped whether or not the server hears of it now.
  await tellWiped().catch(() => {});
  return true;
}

/** @param {unknown} error */
function unlessAnswered(error) {
  if (!(error instanceof Refusal)) throw error;
}
