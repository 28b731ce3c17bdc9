// Finds people on the phone as one spells them: by the beginnings of names, other spellings, their sound, and phone numbers.

import { fold, parts, phonetic, similarity, variants } from "./names.js";
import { normalisedPhone } from "./phones.js";

/** @import {Person} from "./types.js" */
/** @typedef {{spellings: string[], sounds: Set<string>, phone: string, national: string, names: string[]}} Entry */
/** @typedef {{letters: number, meets: (entry: Entry) => boolean}} Word */

const SHORTEST_BY_SOUND = 3;
const LONGEST_QUERY = 200;
const NUMBER = /(?<![\p{L}\p{N}_])\(?\+?[0-9](?:[\s().\-/\u2010-\u2015]*[0-9])*(?![\p{L}\p{N}_])/gu;

/** @type {WeakMap<Person, Entry>} */
const entries = new WeakMap();

/** Those who meet every word, the likest first; nobody without a word. @template {Person} P @param {P[]} people @param {string} query @returns {P[]} */
export function find(people, query) {
  const words = wordsOf(query);
  if (!words.length) return [];
  const found = people.filter((person) => words.every(({ meets }) => meets(entryOf(person))));
  const likeness = new Map(found.map((person) => [person, Math.max(...entryOf(person).names.map((name) => similarity(query, name)))]));
  return found.sort((a, b) => (likeness.get(b) ?? 0) - (likeness.get(a) ?? 0) || Number(a.closed) - Number(b.closed));
}

/** Works out in idle moments by what each is found, so that the first key does not wait for all of them. @param {Person[]} people */
export function prepare(people) {
  let next = 0;
  /** @param {IdleDeadline} idle */
  const some = (idle) => {
    for (let person = people[next]; person && idle.timeRemaining() > 1; person = people[++next]) entryOf(person);
    if (next < people.length) globalThis.requestIdleCallback(some);
  };
  globalThis.requestIdleCallback?.(some);
}

/** What somebody is found by, worked out once. @param {Person} person @returns {Entry} */
function entryOf(person) {
  const known = entries.get(person);
  if (known) return known;
  const { first_name, last_name, nickname } = person;
  const words = [...new Set([first_name, last_name, nickname].flatMap((name) => name.split(/\s+/u)).flatMap(wordsIn))];
  const phone = normalisedPhone(person.phone);
  const entry = {
    spellings: [...new Set(words.flatMap((word) => [...variants(word)]))],
    sounds: new Set(words.filter((word) => size(word) >= SHORTEST_BY_SOUND).map(phonetic)),
    phone,
    national: phone.replace(/^\+(?:45)?/, ""),
    names: [`${first_name} ${last_name}`.trim(), nickname || first_name],
  };
  entries.set(person, entry);
  return entry;
}

/** @param {string} chunk */
function wordsIn(chunk) {
  const words = parts(fold(chunk));
  return [...words, words.join("")].filter(Boolean);
}

/** A single letter narrows nothing and is left out unless it stands alone. @param {string} query @returns {Word[]} */
function wordsOf(query) {
  const plain = [...query.normalize("NFKC")].slice(0, LONGEST_QUERY).join("");
  const numbers = [...plain.matchAll(NUMBER)].map(([written]) => sought(written));
  const words = plain.replace(NUMBER, " ").split(/\s+/u).filter(Boolean).flatMap(named);
  const all = [...numbers, ...words];
  const longer = all.filter(({ letters }) => letters > 1);
  return longer.length ? longer : all;
}

/** Digits: part of a name, a whole phone number, or four to seven of its beginning or end. @param {string} written @returns {Word} */
function sought(written) {
  const digits = written.replace(/[^0-9]/g, "");
  const whole = normalisedPhone(written);
  const isPart = digits.length >= 4 && digits.length <= 7;
  const inName = begins(digits);
  return {
    letters: digits.length,
    meets: (entry) =>
      inName(entry) || (whole !== "" && entry.phone === whole) ||
      (isPart && (entry.national.startsWith(digits) || entry.national.endsWith(digits))),
  };
}

/** @param {string} chunk @returns {Word[]} */
function named(chunk) {
  const words = parts(fold(chunk));
  const joined = words.length > 1 ? begins(words.join("")) : () => false;
  return words.map((word) => {
    const itself = begins(word);
    return { letters: size(word), meets: (entry) => itself(entry) || joined(entry) };
  });
}

/** Whether a word of a name begins so, in any spelling, or sounds so. @param {string} word @returns {Word["meets"]} */
function begins(word) {
  if (size(word) < 2) return (entry) => entry.spellings.includes(word);
  // A bare spelling of two letters would find far too many: Sø would find each Sofie.
  const spellings = [word, ...[...variants(word)].filter((spelling) => size(spelling) > 2)];
  const sound = size(word) >= SHORTEST_BY_SOUND ? phonetic(word) : null;
  return (entry) =>
    (sound !== null && entry.sounds.has(sound)) || entry.spellings.some((one) => spellings.some((spelling) => one.startsWith(spelling)));
}

/** @param {string} word */
const size = (word) => [...word].length;
