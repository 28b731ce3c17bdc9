// How good a passphrase must be.

import { TooWeak } from "./errors.js";

const LEAST_PASSPHRASE = 10;
const LEAST_LETTERS = 4;
const LEAST_DIFFERENT = 6;

/** What is wrong with a passphrase, by the name of the words for it. Whoever copies the phone's storage guesses as fast as a machine can: phone and CPR numbers are guessed within hours. @param {string} text */
export function weakness(text) {
  if (text.length < LEAST_PASSPHRASE) return "too_short";
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.length < LEAST_LETTERS || new Set(text.toLowerCase()).size < LEAST_DIFFERENT ? "too_plain" : "";
}

/** Throws TooWeak. @param {string} text */
export function mustBeStrong(text) {
  const weak = weakness(text);
  if (weak) throw new TooWeak(weak);
}
