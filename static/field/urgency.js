// Who needs the counsellor first, and why: the same reasons in the same order as on the server.

import { addDays, daysBetween, monthsBack } from "./dates.js";

/** @import {Bucket, Day, FollowUp, Person, Reason, Reference, Rules, Why} from "./types.js" */

const SOON_DAYS = 7;
/** @type {Reason[]} */
export const REASONS = [
  "overdue", "clock", "due_today", "quiet", "never_met", "due_soon", "unknown_status", "stale_status", "not_told", "age_said", "due_later", "calm",
];
const TODAY = new Set(REASONS.slice(0, 5));
const LEVELS = /** @type {Partial<Record<Reason, Bucket>>} */ ({
  overdue: "at_risk", clock: "at_risk", due_today: "on_the_way", due_soon: "on_the_way", due_later: "on_the_way",
});

/** @param {Reference} reference @returns {Rules} */
export function rulesOf({ limits, statuses }) {
  const { quiet_after_days, stale_after_months } = limits;
  return { quiet_after_days, stale_after_months, buckets: new Map(statuses.map(({ code, bucket }) => [code, bucket])) };
}

/** The most urgent reason that holds. @param {Person} person @param {Rules} rules @param {Day} today @returns {Why} */
export function why(person, rules, today) {
  const found = person.closed ? [] : [due(person, today), silence(person, rules, today), doubt(person, rules, today)];
  const { reason, day, kind } = found.filter((one) => one !== null).sort(compare)[0] ?? because("calm", null);
  return { reason, day, kind, isForToday: TODAY.has(reason), level: LEVELS[reason] ?? "unknown" };
}

/** Sorts the most urgent first, and within one reason the longest waiting. @param {Pick<Why, "reason" | "day">} a @param {Pick<Why, "reason" | "day">} b */
export function compare(a, b) {
  return REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason) || (a.day ?? "9999-12-31").localeCompare(b.day ?? "9999-12-31");
}

/** Whether a status is too old to rely on. @param {Person} person @param {Rules} rules @param {Day} today */
export function isStale(person, rules, today) {
  const bucket = bucketOf(person, rules);
  const lapses = bucket === "on_the_way" || bucket === "at_risk";
  return lapses && person.observed_on < monthsBack(today, rules.stale_after_months);
}

/** @param {Person} person @param {Rules} rules @returns {Bucket} */
export const bucketOf = ({ code }, { buckets }) => buckets.get(code) ?? "unknown";

/** @typedef {{reason: Reason, day: Day | null, kind: FollowUp["kind"] | null}} Found */

/** @param {Reason} reason @param {Day | null} day @param {FollowUp["kind"] | null} [kind] @returns {Found} */
const because = (reason, day, kind = null) => ({ reason, day, kind });

/** Of two things due on the same day a clock tells the reason. @param {Person} person @param {Day} today */
function due({ followups }, today) {
  const [next] = [...followups].sort((a, b) => a.due_on.localeCompare(b.due_on) || b.kind.localeCompare(a.kind));
  return next ? because(reasonDue(next, today), next.due_on, next.kind) : null;
}

/** @param {FollowUp} followup @param {Day} today @returns {Reason} */
function reasonDue({ due_on, kind }, today) {
  const isSoon = due_on <= addDays(today, SOON_DAYS);
  if (due_on < today) return "overdue";
  if (kind === "contact_clock" || (kind === "offer_clock" && isSoon)) return "clock";
  if (due_on === today) return "due_today";
  return isSoon ? "due_soon" : "due_later";
}

/** Nobody is chased who has completed an education. @param {Person} person @param {Rules} rules @param {Day} today */
function silence(person, rules, today) {
  const since = person.last_contact_on ?? person.registered_on;
  const isQuiet = daysBetween(since, today) > rules.quiet_after_days;
  if (bucketOf(person, rules) === "reached" || !isQuiet) return null;
  return because(person.last_contact_on ? "quiet" : "never_met", since);
}

/** @param {Person} person @param {Rules} rules @param {Day} today */
function doubt(person, rules, today) {
  if (bucketOf(person, rules) === "unknown") return because("unknown_status", person.observed_on);
  if (isStale(person, rules, today)) return because("stale_status", person.observed_on);
  if (person.informed === "not_yet") return because("not_told", person.registered_on);
  return person.said_age === null ? null : because("age_said", person.registered_on);
}
