// A day of bad luck, drawn from a seed: requests are cut before and after, answered by strangers, pages are killed, tokens run out, two pages at once.

import assert from "node:assert/strict";
import { test } from "node:test";
import { again, newVault, note, signIn, unpacked, wiped } from "./phone.mjs";
import { Server, cut, problem } from "./server.mjs";

const STEPS = 150;

/** Numbers that look random and are the same for a seed. */
function drawn(seed) {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}

const LUCK = [cut, cut, () => problem(503, "unavailable"), () => new Response("<h1>Wi-Fi</h1>")];
const USUALLY = 14;

/** A phone that lives through it; gives what was acknowledged as kept, in order. */
async function livedThrough(seed, server) {
  const draw = drawn(seed);
  server.early = server.late = () => LUCK[draw(USUALLY)]?.();
  let pages = [await unpacked(await newVault())];
  await signIn(pages[0].vault);
  const kept = [];
  const killed = async (page) => {
    void page.sync.run();
    for (let turns = draw(40); turns > 0; turns--) await new Promise(setImmediate);
    page.vault.lock();
    pages = [...pages.filter((one) => one !== page), await unpacked(await again(page.vault.id))];
  };
  const acts = [
    async (page) => kept.push((await page.outbox.add(note(`p${draw(5)}`))).id),
    (page) => page.sync.run(),
    () => Promise.all(pages.map((page) => page.sync.run())),
    (page) => killed(page),
    async (page) => pages.length < 3 && pages.push(await unpacked(await again(page.vault.id))),
    () => void (server.pair.access = `gone-${draw(1000)}`),
  ];
  for (let step = 0; step < STEPS; step++) await acts[draw(acts.length)](pages[draw(pages.length)]);
  server.early = server.late = () => undefined;
  for (let run = 0; run < 3; run++) await pages[0].sync.run();
  return { kept, page: await unpacked(await again(pages[0].vault.id)) };
}

test("after all of it everything is at the server exactly once, in order", async () => {
  let sentAgain = 0;
  for (const seed of [1, 2, 3, 4]) {
    await wiped();
    const server = new Server();
    const { kept, page } = await livedThrough(seed, server);
    assert.ok(kept.length > 5);
    assert.deepEqual(server.appliedIds, kept, `seed ${seed}`);
    assert.deepEqual(page.outbox.items().map(({ id, state }) => [id, state]), kept.map((id) => [id, "applied"]), `seed ${seed}`);
    assert.equal(server.standing, "ready");
    sentAgain += server.batches.flat().length - kept.length;
  }
  assert.ok(sentAgain > 0, "bad luck made it send again");
});
