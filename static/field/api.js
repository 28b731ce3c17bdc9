// Asks the server. Only its own JSON counts as an answer: a redirect to a login, a page of a train's Wi-Fi or half an answer never does.

import { Broken, Refusal, Unreachable } from "./errors.js";

const PATIENCE = 60_000;
const JSON_TYPE = /^application\/(?:problem\+)?json\b/;

/** @typedef {{method?: string, body?: unknown, access?: string, etag?: string}} Asked */
/** @typedef {{status: number, body: any, etag: string}} Answer */

/** Throws Unreachable or Refusal. @param {string} path @param {Asked} [asked] @returns {Promise<Answer>} */
export async function ask(path, { method = "GET", body, access, etag } = {}) {
  const headers = new Headers({ Accept: "application/json" });
  if (body !== undefined) headers.set("Content-Type", "application/json");
  if (access) headers.set("Authorization", `Bearer ${access}`);
  if (etag) headers.set("If-None-Match", etag);
  const response = await reached(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    credentials: "omit",
    redirect: "error",
    cache: "no-store",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(PATIENCE),
  });
  return { status: response.status, etag: response.headers.get("ETag") ?? "", body: await judged(response) };
}

/** @param {string} path @param {RequestInit} init */
async function reached(path, init) {
  try {
    return await fetch(`/api/v1/${path}`, init);
  } catch (error) {
    throw new Unreachable(error instanceof Error ? error.name : "fetch");
  }
}

/** @param {Response} response */
async function judged(response) {
  const { status } = response;
  if (status === 304) return null;
  if (status === 500) throw new Broken("500");
  if (response.redirected || status >= 500 || status === 429) throw new Unreachable(String(status), seconds(response.headers.get("Retry-After")));
  // A proxy in between says so in its own words; what is too large for it has not arrived.
  if (status === 413) throw new Refusal(status, {});
  if (!JSON_TYPE.test(response.headers.get("Content-Type") ?? "")) throw new Unreachable("not JSON");
  const body = await read(response);
  if (status < 200 || status > 299) throw new Refusal(status, body);
  return body;
}

/** @param {Response} response */
async function read(response) {
  let body;
  try {
    body = await response.json();
  } catch {
    throw new Unreachable("cut");
  }
  if (typeof body !== "object" || body === null) throw new Unreachable("not an object");
  return body;
}

/** @param {string | null} after a number of seconds or a date */
function seconds(after) {
  if (!after) return 0;
  const given = Number.isNaN(Number(after)) ? (Date.parse(after) - Date.now()) / 1000 : Number(after);
  return Number.isFinite(given) ? Math.max(0, given) : 0;
}
