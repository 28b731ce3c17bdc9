// How long to wait before trying again by itself: 5 seconds, doubling to 5 minutes, spread so that phones do not come all at once.

const FIRST = 5_000;
const LONGEST = 300_000;
const AT_MOST_ASKED = 3_600_000;

/** @param {number} failures in a row, at least 1 @param {number} retryAfter seconds the server asks for @param {number} [chance] from 0 to 1 @returns {number} milliseconds */
export function delay(failures, retryAfter, chance = Math.random()) {
  const usual = Math.min(LONGEST, FIRST * 2 ** (failures - 1)) * (0.5 + chance / 2);
  return Math.max(usual, Math.min(AT_MOST_ASKED, retryAfter * 1000) * (1 + chance / 10));
}
