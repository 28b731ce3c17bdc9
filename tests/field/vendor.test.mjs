// The library the phone gets is the one that is locked, with its licence beside it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url));

test("idb is shipped as it was published", () => {
  assert.deepEqual(read("static/vendor/idb/index.js"), read("node_modules/idb/build/index.js"));
  assert.deepEqual(read("static/vendor/idb/LICENSE"), read("node_modules/idb/LICENSE"));
});
