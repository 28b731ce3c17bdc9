// Sends what waits, in order. An item that was sent is marked so before it leaves, and counts as received only by the server's word.

import { ask } from "./api.js";
import { Refusal, Unreachable } from "./errors.js";
import { idsOf, isToBeSent, judged } from "./operations.js";

/** @import {Item} from "./types.js" */
/** @import {SealedOutbox} from "./outbox.js" */
/** @import {Result} from "./operations.js" */

// Small enough for a basement's signal to carry a request before patience ends.
const MOST = 50;
const MOST_BYTES = 250_000;
const NOT_AS_A_WHOLE = new Set([400, 413, 422]);
const FRAME = 300;
const APP = "1";
const utf8 = new TextEncoder();

/** @typedef {(operations: object) => Promise<{body: any}>} Ask Sends operations with how many there are and when. */

/** Sends everything that waits, once each. @param {SealedOutbox} outbox @param {Ask} signed */
export async function push(outbox, signed) {
  /** @type {Set<string>} */ const blocked = new Set();
  let after = 0;
  for (;;) {
    const batch = nextBatch(outbox.items(), after, blocked);
    const last = batch.at(-1);
    if (!last) return;
    await deliver(outbox, batch, signed, blocked);
    after = last.order;
  }
}

/** Everything that waits, one last time, with a token that may be no longer good. @param {SealedOutbox} outbox @param {string} access */
export function pushLast(outbox, access) {
  return push(outbox, (body) => ask("operations", { method: "POST", body, access }));
}

/** The next items in order, as many as one request may hold; what builds on something that cannot be sent waits. @param {Item[]} items @param {number} after @param {Set<string>} blocked */
export function nextBatch(items, after, blocked) {
  /** @type {Item[]} */ const batch = [];
  let bytes = 0;
  for (const item of items) {
    if (item.order <= after || !isToBeSent(item) || idsOf(item).some((id) => blocked.has(id))) continue;
    bytes += utf8.encode(JSON.stringify(item.data)).length + FRAME;
    if (batch.length === MOST || (batch.length > 0 && bytes > MOST_BYTES)) break;
    batch.push(item);
  }
  return batch;
}

/** Where the server takes a request not as a whole, its halves are tried, so that one item holds up only what builds on it. @param {SealedOutbox} outbox @param {Item[]} batch @param {Ask} signed @param {Set<string>} blocked @returns {Promise<void>} */
async function deliver(outbox, batch, signed, blocked) {
  const free = batch.filter((item) => !idsOf(item).some((id) => blocked.has(id)));
  const sent = await tried(outbox, free);
  if (!sent.length) return;
  try {
    await received(outbox, await send(outbox, sent, signed));
  } catch (error) {
    if (!(error instanceof Refusal) || !NOT_AS_A_WHOLE.has(error.status)) throw error;
    if (sent.length === 1) return idsOf(/** @type {Item} */ (sent[0])).forEach((id) => blocked.add(id));
    const half = Math.ceil(sent.length / 2);
    await deliver(outbox, sent.slice(0, half), signed, blocked);
    await deliver(outbox, sent.slice(half), signed, blocked);
  }
}

/** Those that still wait, marked as sent on disk. @param {SealedOutbox} outbox @param {Item[]} batch */
async function tried(outbox, batch) {
  const ids = new Set(batch.map(({ id }) => id));
  /** @type {Item[]} */ let waiting = [];
  await outbox.update((items) => {
    waiting = items.filter((item) => ids.has(item.id) && isToBeSent(item)).map((item) => ({ ...item, state: "unsent", tried: true }));
    return { changed: waiting };
  });
  return waiting;
}

/** @param {SealedOutbox} outbox @param {Item[]} items @param {Ask} signed @returns {Promise<Result[]>} */
async function send(outbox, items, signed) {
  const operations = items.map(({ id, kind, made_at, base_version, data }) => ({ id, kind, made_at, base_version, data }));
  const body = { sent_at: new Date().toISOString(), unsent: outbox.unsent(), app: APP, operations };
  const answer = await signed(body);
  if (!Array.isArray(answer.body?.results)) throw new Unreachable("no results");
  return answer.body.results;
}

/** @param {SealedOutbox} outbox @param {Result[]} results */
async function received(outbox, results) {
  const byId = new Map(results.map((result) => [result.id, result]));
  await outbox.update((items) => ({
    changed: items.flatMap((item) => {
      const result = byId.get(item.id);
      return result && item.state === "unsent" ? [judged(item, result)] : [];
    }),
  }));
}
