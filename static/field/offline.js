// People leave the phone after the set number of days without contact; what is not sent stays.

import { withoutDrafts } from "./drafts.js";
import { StorageFull } from "./errors.js";
import { DONE_MARK } from "./operations.js";
import { changeVault, erase, eraseMarked, vault, write } from "./store.js";

const DAY = 86_400_000;

/** @typedef {{seen: number, away: number, offlineDays: number}} Absence Days without contact are summed up, so that a clock that is set back gains no time. */

/** @template {Absence} A @param {A} about @param {number} now @returns {A} */
export function passed(about, now) {
  return { ...about, seen: now, away: about.away + Math.max(0, now - about.seen) };
}

/** @param {Absence} about */
export const isStale = (about) => about.away > about.offlineDays * DAY;

/** @param {string} id @param {number} [offlineDays] */
export function noteContact(id, offlineDays) {
  const now = Date.now();
  return changeVault(id, (about) => ({
    ...about,
    seen: now,
    away: 0,
    lastContact: new Date(now).toISOString(),
    offlineDays: offlineDays ?? about.offlineDays,
  }));
}

/** Whether the people were wiped. A phone without room is none that cannot be opened. @param {string} id */
export async function wipeWhenStale(id) {
  const about = await changeVault(id, (found) => passed(found, Date.now())).catch(async (error) => {
    if (!(error instanceof StorageFull)) throw error;
    const found = await vault(id);
    return found && passed(found, Date.now());
  });
  if (!about || !isStale(about)) return false;
  await wipePeople(id);
  return true;
}

/** The people and what was half written about them, how far they were followed, and the receipts of what is done; none of it needs to be unsealed. @param {string} id */
export async function wipePeople(id) {
  await erase(id, ["people"], true);
  await eraseMarked("outbox", id, DONE_MARK);
  await write(id, [{ store: "settings", key: "cursor" }, ...withoutDrafts("")]);
}
