// What the server thinks of this phone, which it may ask without being signed in, and what follows: a wipe wipes, after one last delivery.

import { ask } from "./api.js";
import { Refusal } from "./errors.js";
import { wipePeople } from "./offline.js";
import { isToBeSent, OPEN_MARK } from "./operations.js";
import { pushLast } from "./push.js";
import { tokens } from "./tokens.js";
import { remember, tellWiped } from "./wiped.js";

/** @import {Vault} from "./types.js" */
/** @import {SealedOutbox} from "./outbox.js" */

/** @param {Vault} vault @returns {Promise<string>} */
export async function standingOf(vault) {
  return (await ask(`devices/${vault.device}/standing`)).body.standing;
}

/** Whether it was wiped. Of a locked vault with unsent work the people go at once, and the sealed work stays until its owner unlocks it. @param {Vault} vault */
export async function wipeIfAsked(vault) {
  if ((await standingOf(vault)) !== "wipe") return false;
  await wipePeople(vault.id);
  if ((await vault.count("outbox", OPEN_MARK)) > 0) return false;
  await wipe(vault);
  return true;
}

/** Sends what waits one last time, which the server keeps for a colleague to judge, and wipes the phone once it has answered. @param {Vault} vault @param {SealedOutbox} outbox */
export async function lastDelivery(vault, outbox) {
  await wipePeople(vault.id);
  const held = await tokens(vault);
  if (held && outbox.items().some(isToBeSent)) await pushLast(outbox, held.access).catch(unlessAnswered);
  await wipe(vault);
}

/** @param {Vault} vault */
async function wipe(vault) {
  remember(vault.device);
  await vault.forget();
  // The phone is wiped whether or not the server hears of it now.
  await tellWiped().catch(() => {});
}

/** @param {unknown} error */
function unlessAnswered(error) {
  if (!(error instanceof Refusal)) throw error;
}
