// Days as `2026-11-23` and moments, as the calendar and the clock on a wall in Copenhagen show them.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Copenhagen", dateStyle: "short", timeStyle: "short" });

/** @import {Day, Moment} from "./types.js" */

/** @param {Moment | number | Date} moment */
export function localTime(moment) {
  const [day = "", time = ""] = wall.format(new Date(moment)).split(" ");
  return { day, time };
}

/** The moment at which the clocks show this; an hour that occurs twice means the first. @param {Day} day @param {string} time @returns {Moment} */
export function momentOf(day, time) {
  const shown = Date.parse(`${day}T${time.slice(0, 5).replace(".", ":")}Z`);
  const summer = localTime(shown - 2 * HOUR);
  const inSummer = summer.day === day && summer.time === time.slice(0, 5).replace(".", ":");
  return new Date(shown - (inSummer ? 2 : 1) * HOUR).toISOString();
}

/** @returns {Day} */
export const today = () => localTime(Date.now()).day;

/** @param {Day} day */
const number = (day) => Date.parse(day) / DAY;

/** @param {number} days @returns {Day} */
const dayOf = (days) => new Date(days * DAY).toISOString().slice(0, 10);

/** @param {Day} day @param {number} n */
export const addDays = (day, n) => dayOf(number(day) + n);

/** How many days later the second is. @param {Day} from @param {Day} to */
export const daysBetween = (from, to) => number(to) - number(from);

/** @param {Day} day @returns {[number, number, number]} */
const parts = (day) => [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];

/** The same day of the month n months earlier, or that month's last day. @param {Day} day @param {number} n */
export function monthsBack(day, n) {
  const [year, month, date] = parts(day);
  const last = new Date(Date.UTC(year, month - n, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - n, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Completed years. @param {Day} birth @param {Day} day */
export function ageOn(birth, day) {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return years - Number(day.slice(5) < birth.slice(5));
}

/** The day somebody turns so old; born on 29 February, on 1 March in a common year. @param {Day} birth @param {number} age */
function birthday(birth, age) {
  const [year, month, date] = parts(birth);
  return new Date(Date.UTC(year + age, month - 1, date)).toISOString().slice(0, 10);
}

/** The middle of the year of births that fit an age said on a day. @param {number} age @param {Day} saidOn */
export function estimatedBirth(age, saidOn) {
  const earliest = addDays(birthday(saidOn, -age - 1), 1);
  return addDays(earliest, Math.floor(daysBetween(earliest, birthday(saidOn, -age)) / 2));
}

/** Day and month mixed up. @param {Day} day */
export const swapped = (day) => `${day.slice(0, 4)}-${day.slice(8)}-${day.slice(5, 7)}`;
