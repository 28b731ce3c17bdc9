// Sends what waits, in order. An item that was sent is marked so before it leaves, and counts as received only by the server's word.

import { ask } from "./api.js";
import { Broken, Refusal, StorageFull, Unreachable } from "./errors.js";
import { isOpen, judged, putAside, ready } from "./operations.js";

/** @import {Item} from "./types.js" */
/** @import {SealedOutbox} from "./outbox.js" */
/** @import {Result} from "./operations.js" */

// Small enough for a basement's signal to carry a request before patience ends.
const MOST = 50;
const MOST_BYTES = 250_000;
const NOT_AS_A_WHOLE = new Set([400, 413, 422]);
const STUMBLED = "stumbled";
const FRAME = 300;
const APP = "1";
const utf8 = new TextEncoder();

/** @typedef {(operations: object) => Promise<{body: any}>} Ask Sends operations with how many there are and when. */
/** @typedef {{outbox: SealedOutbox, signed: Ask, chosen: (items: Item[]) => Item[]}} Delivery */

/** Sends everything that waits, once each. @param {SealedOutbox} outbox @param {Ask} signed */
export const push = (outbox, signed) => pushed({ outbox, signed, chosen: ready });

/** Everything the server has not got, what is to be mended too, one last time, with a token that may be no longer good. @param {SealedOutbox} outbox @param {string} access */
export const pushLast = (outbox, access) =>
  pushed({ outbox, signed: (body) => ask("operations", { method: "POST", body, access }), chosen: (items) => items.filter(isOpen) });

/** @param {Delivery} delivery */
async function pushed(delivery) {
  let after = 0;
  for (;;) {
    const batch = nextBatch(delivery.chosen(delivery.outbox.items()).filter(({ order }) => order > after));
    const last = batch.at(-1);
    if (!last) return;
    await deliver(delivery, batch);
    after = last.order;
  }
}

/** The first of these, as many as one request may hold. @param {Item[]} items */
function nextBatch(items) {
  /** @type {Item[]} */ const batch = [];
  let bytes = 0;
  for (const item of items) {
    bytes += utf8.encode(JSON.stringify(item.data)).length + FRAME;
    if (batch.length === MOST || (batch.length > 0 && bytes > MOST_BYTES)) break;
    batch.push(item);
  }
  return batch;
}

/** Where the server takes a request not as a whole, its halves are tried, so that one item holds up only what builds on it. One the server stumbles over is tried twice. @param {Delivery} delivery @param {Item[]} batch @param {boolean} [again] @returns {Promise<void>} */
async function deliver(delivery, batch, again = false) {
  const sent = await tried(delivery, batch);
  const [first] = sent;
  if (!first) return;
  try {
    await received(delivery, await send(delivery, sent));
  } catch (error) {
    const word = await reason(delivery, error, sent.length);
    if (!word) throw error;
    if (sent.length === 1) {
      if (word === STUMBLED && !again) return deliver(delivery, sent, true);
      return void (await delivery.outbox.update((items) => ({ changed: putAside(items, first.id, word) })));
    }
    const half = Math.ceil(sent.length / 2);
    await deliver(delivery, sent.slice(0, half));
    await deliver(delivery, sent.slice(half));
  }
}

/** Why something in the request was not taken, as the name of the words for it; none where another day may bring another answer. A server that stumbles over nothing at all is broken itself, and one that does not take even that is none this version of the app can talk to: both throw. @param {Delivery} delivery @param {unknown} error @param {number} n how many were sent */
async function reason(delivery, error, n) {
  const isNotTaken = error instanceof Refusal && NOT_AS_A_WHOLE.has(error.status);
  if (!isNotTaken && !(error instanceof Broken)) return "";
  if (n === 1 || !isNotTaken) await send(delivery, []);
  return isNotTaken ? "not_taken" : STUMBLED;
}

/** Those that still wait, marked as sent on disk, or where there is no room in memory: what is at the server needs none. @param {Delivery} delivery @param {Item[]} batch */
async function tried({ outbox, chosen }, batch) {
  const ids = new Set(batch.map(({ id }) => id));
  /** @type {Item[]} */ let waiting = [];
  await outbox.update((items) => {
    waiting = chosen(items).filter(({ id }) => ids.has(id)).map((item) => ({ ...item, state: "unsent", tried: true }));
    return { changed: waiting };
  }).catch((error) => {
    if (!(error instanceof StorageFull)) throw error;
    outbox.noteTried(waiting);
  });
  return waiting;
}

/** @param {Delivery} delivery @param {Item[]} items @returns {Promise<Result[]>} */
async function send({ outbox, signed }, items) {
  const operations = items.map(({ id, kind, made_at, base_version, data }) => ({ id, kind, made_at, base_version, data }));
  const body = { sent_at: new Date().toISOString(), unsent: outbox.unsent(), app: APP, operations };
  const answer = await signed(body);
  if (!Array.isArray(answer.body?.results)) throw new Unreachable("no results");
  return answer.body.results;
}

/** @param {Delivery} delivery @param {Result[]} results */
async function received({ outbox }, results) {
  const byId = new Map(results.map((result) => [result.id, result]));
  await outbox.update((items) => ({
    changed: items.flatMap((item) => {
      const result = byId.get(item.id);
      return result && item.state === "unsent" ? [judged(item, result)] : [];
    }),
  }));
}
