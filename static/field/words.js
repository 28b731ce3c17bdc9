// Texts, days and numbers in the shell's language. Every text comes from the server, in a file that lies beside the shell; here they are only filled in.

import { addDays, localTime, today } from "./dates.js";

/** @type {Record<string, string | [string, string]>} */
let texts = {};
const language = document.documentElement.lang === "en" ? "en-GB" : "da-DK";

/** Fetches what is said in the page's language; nothing can be said before. */
export async function learn() {
  const address = document.querySelector("[data-said]")?.getAttribute("data-said") ?? "";
  texts = await (await fetch(address)).json();
}

/**
 * The text of that name with its placeholders filled; of a pair, the one for `n`.
 * @param {string} name
 * @param {Record<string, string | number>} [values]
 */
export function say(name, values = {}) {
  const found = texts[name];
  if (found === undefined) throw new Error(`There are no words for ${name}.`);
  const text = typeof found === "string" ? found : found[values.n === 1 ? 0 : 1];
  return text.replace(/%\((\w+)\)s/g, (_all, key) => String(values[key] ?? ""));
}

/**
 * @param {string} day
 * @param {Intl.DateTimeFormatOptions} form
 */
function written(day, form) {
  const [year, month, date] = day.split("-").map(Number);
  const noon = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, date ?? 1, 12));
  // A line never breaks between the day and its month.
  return new Intl.DateTimeFormat(language, { ...form, timeZone: "UTC" }).format(noon).replace(/(\d\.?) /, "$1\u00a0");
}

/**
 * "23. november 2026".
 * @param {string} day
 */
export function longDay(day) {
  return written(day, { day: "numeric", month: "long", year: "numeric" });
}

/**
 * "today", "tomorrow", "yesterday", "Wednesday 25 November" within a week, else the date.
 * @param {string} day
 */
export function dayWords(day) {
  const now = today();
  for (const [name, distance] of /** @type {[string, number][]} */ ([["yesterday", -1], ["today", 0], ["tomorrow", 1]])) {
    if (addDays(now, distance) === day) return say(name);
  }
  const soon = day > now && day < addDays(now, 7);
  const year = day.slice(0, 4) === now.slice(0, 4) ? {} : { year: /** @type {const} */ ("numeric") };
  return written(day, { day: "numeric", month: "long", ...(soon ? { weekday: "long" } : {}), ...year });
}

/**
 * The same at the beginning of a sentence.
 * @param {string} text
 */
export function opening(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** "Mandag 23. november". */
export function nowWords() {
  return opening(written(today(), { weekday: "long", day: "numeric", month: "long" }).replace(" den ", " "));
}

/**
 * "at 14.02" when it was today, else the day with the time.
 * @param {string | Date} moment
 */
export function clockWords(moment) {
  const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Copenhagen" })
    .format(new Date(moment));
  const day = localTime(typeof moment === "string" ? moment : moment.toISOString()).day;
  return day === today() ? say("at_time", { time }) : say("day_at_time", { day: dayWords(day), time });
}
