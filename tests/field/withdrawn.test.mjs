// A phone whose access was withdrawn, beside one whose time ran out, and two tabs in the moment of a wipe.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { newVault, note, person, restarted, signIn, states, unpacked, wiped, work } from "./phone.mjs";
import { Server, problem } from "./server.mjs";

let server;
let phone;

beforeEach(async () => {
  await wiped();
  server = new Server();
  phone = await unpacked(await newVault());
  await signIn(phone.vault);
});
afterEach(() => mock.restoreAll());

test("from a locked phone whose access was withdrawn the people go too", async () => {
  await phone.people.replace([person("p1")]);
  await work(phone, 1);
  phone.vault.lock();
  server.standing = "signed_out";
  assert.equal((await phone.sync.run()).problem, "locked");
  phone = await restarted(phone);
  assert.deepEqual([phone.people.list(), states(phone)], [[], ["unsent"]]);
});

test("a phone whose time ran out keeps everything", async () => {
  await phone.people.replace([person("p1")]);
  await work(phone, 1);
  server.early = ({ path }) => (path.startsWith("devices") ? undefined : problem(401, "signed-out"));
  assert.equal((await phone.sync.run()).problem, "signed_out");
  phone = await restarted(phone);
  assert.deepEqual([states(phone), phone.people.list().length], [["unsent"], 1]);
});

test("what another tab saves in the moment of wiping is not erased", async () => {
  server.standing = "wipe";
  const other = await restarted(phone);
  const forget = phone.vault.forget.bind(phone.vault);
  const saved = [];
  mock.method(phone.vault, "forget", async (...how) => {
    saved.push(await other.outbox.add(note("p1")));
    return forget(...how);
  });
  assert.equal((await phone.sync.run()).problem, "not_handed_in");
  assert.deepEqual((await restarted(other)).outbox.items().map(({ id }) => id), [saved[0].id]);
});
