// Notices in free text what should not stand there: CPR numbers, and words about health, religion and crime. The same lists as the server's.

import lists from "./sensitive_words.js";

/** @param {string} word */
const escaped = (word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
const SIGNS = /[\s\-\u2010-\u2015\u2212]+/gu;
const NUMBERS = lists.cpr_shapes.map((shape) => new RegExp(shape, "gu"));
const TOPICS = Object.entries(lists.topics).map(([topic, words]) => /** @type {const} */ ([topic, pattern(words)]));

/** Whether it holds a CPR number, and which topics its words suggest: a hint, no verdict. @param {string} text @returns {{cpr: boolean, topics: string[]}} */
export function check(text) {
  const plain = text.normalize("NFKC").replace(/\p{Cf}/gu, "");
  const words = ` ${(plain.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ")} `;
  return {
    cpr: NUMBERS.some((shape) => [...plain.matchAll(shape)].some(([, ...groups]) => isCpr(groups.join("").replace(SIGNS, "")))),
    topics: TOPICS.filter(([, found]) => found.test(words)).map(([topic]) => topic),
  };
}

/** Ten digits that begin with a date; replacement numbers have 60 added to the day. @param {string} digits */
function isCpr(digits) {
  if (!/^[0-9]{10}$/.test(digits)) return false;
  const [day = 0, month = 0, year = 0] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)].map(Number);
  const full = century(Number(digits[6]), year) + year;
  const date = day > 60 ? day - 60 : day;
  return month >= 1 && month <= 12 && date >= 1 && date <= new Date(Date.UTC(full, month, 0)).getUTCDate();
}

/** @param {number} seventh @param {number} year */
function century(seventh, year) {
  if (seventh <= 3) return 1900;
  if (seventh === 4 || seventh === 9) return year <= 36 ? 2000 : 1900;
  return year <= 57 ? 2000 : 1800;
}

/** @param {{words: string[], stems: string[], inside: string[], except: string[]}} lists */
function pattern({ words, stems, inside, except }) {
  const [whole, begun, within, never] = [words, stems, inside, except].map((list) => list.map(escaped).join("|"));
  return new RegExp(`(?<= )(?!${never})(?:(?:${whole})(?= )|${begun}|[^ ]*(?:${within}))`, "u");
}
