// How long to wait after wrong tries, as arithmetic: five are free, then a minute, doubling to an hour.

const FREE = 5;
const MINUTE = 60_000;
const LONGEST = 60 * MINUTE;

/** @typedef {{wrong: number, at: number}} Tries How many were wrong in a row, and when the last was. */

/** @type {Tries} */
export const NONE = { wrong: 0, at: 0 };

/** @param {number} wrong @returns {number} milliseconds */
export function pause(wrong) {
  return wrong < FREE ? 0 : Math.min(LONGEST, MINUTE * 2 ** (wrong - FREE));
}

/** The tries as they count now: with a clock that was set back the pause begins anew. @param {Tries} tries @param {number} now */
export function counted(tries, now) {
  return now < tries.at ? { ...tries, at: now } : tries;
}

/** From when on one may try. @param {Tries} tries */
export function openFrom(tries) {
  return tries.at + pause(tries.wrong);
}
