// The worker as a browser runs it: what an address says cannot spoil what lies in store.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const RELEASE = {
  version: "v1", kit: "/field/kit", texts: ["/static/app.js"], others: ["/field/words?language=da&version=1"], language: "da",
  shells: { da: "/field?language=da", en: "/field?language=en" },
};
const source = readFileSync(new URL("../../templates/field/service-worker.js", import.meta.url), "utf8").replace("{{ release|tojson }}", JSON.stringify(RELEASE));

/** A worker with both shells in store, and no signal. */
async function installed() {
  const stores = new Map();
  const listeners = {};
  const open = async (name) => {
    const store = stores.get(name) ?? stores.set(name, new Map()).get(name);
    const put = async (address, answer) => void store.set(address, answer);
    const match = async (address) => store.get(address)?.clone();
    return { put, match };
  };
  const self = { addEventListener: (name, heard) => (listeners[name] = heard), location: new URL("https://uu.example/"), navigator: { languages: ["de"] } };
  const fetch = async () => assert.fail("There is no signal.");
  runInNewContext(source, { self, caches: { open, keys: async () => [...stores.keys()] }, fetch, URL, Response, Request, Set, Promise });
  const store = await open("field-v1");
  for (const [language, address] of Object.entries(RELEASE.shells)) await store.put(address, new Response(language));
  await store.put(RELEASE.others[0], new Response("words"));
  return {
    /** The shell that a visit to this address shows; undefined where the worker leaves it to the browser. */
    visit: async (address, asked = {}) => {
      let answer;
      const request = { url: `https://uu.example${address}`, method: "GET", mode: "navigate", ...asked };
      listeners.fetch({ request, respondWith: (given) => (answer = given) });
      return answer && (await answer).text();
    },
  };
}

test("the language asked for is shown, and remembered", async () => {
  const { visit } = await installed();
  assert.deepEqual([await visit("/field"), await visit("/field?language=en"), await visit("/field")], ["da", "en", "en"]);
});

test("a link with a made-up language takes the app from nobody", async () => {
  const { visit } = await installed();
  for (const asked of ["constructor", "__proto__", "toString", "xx", ""]) {
    assert.equal(await visit(`/field?language=${asked}`), "da");
    assert.equal(await visit("/field"), "da");
  }
});

test("the words of its own version are at hand without signal, and no others", async () => {
  const { visit } = await installed();
  assert.equal(await visit(RELEASE.others[0], { mode: "cors" }), "words");
  assert.equal(await visit("/field/words?language=da&version=2", { mode: "cors" }), undefined);
});

test("the worker answers for its own files and the shell, and for nothing that is signed in", async () => {
  const { visit } = await installed();
  for (const address of ["/youths", "/api/v1/changes", "/devices/new", "/field/kit", "/field/x"]) assert.equal(await visit(address), undefined);
  assert.equal(await visit("/field", { method: "POST" }), undefined);
  assert.equal(await visit("/field", { url: "https://elsewhere.example/field" }), undefined);
});
