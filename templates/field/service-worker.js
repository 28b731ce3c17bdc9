// Keeps the shell and the files it needs on the phone; never a person.
// A new version is laid in store beside the old one and waits until the person takes it, or all pages are closed.

const RELEASE = {{ release|tojson }};
const STORE = `field-${RELEASE.version}`;
const CHOICE = "field-language";
const kept = new Set([...RELEASE.texts, ...RELEASE.others]);
// Without cookies, so that a shell cannot know who is signed in.
const PLAINLY = { credentials: "omit", cache: "no-store" };

self.addEventListener("install", (event) => event.waitUntil(layInStore()));
self.addEventListener("activate", (event) => event.waitUntil(clearOut()));
self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.pathname === "/field") event.respondWith(shell(request, address));
  else if (kept.has(address.pathname + address.search)) event.respondWith(fromStore(address.pathname + address.search, request));
});

async function layInStore() {
  const store = await caches.open(STORE);
  const answer = await fetch(RELEASE.kit, PLAINLY);
  const kit = await answer.json();
  // A server that was changed just now gives another kit: the browser tries again later.
  if (RELEASE.texts.some((file) => !(file in kit))) throw new Error("The kit is of another version.");
  for (const file of RELEASE.texts) await store.put(file, new Response(kit[file], { headers: { "Content-Type": typeOf(file) } }));
  const shells = Object.values(RELEASE.shells).map((address) => new Request(address, PLAINLY));
  await store.addAll([...RELEASE.others, ...shells]);
}

const typeOf = (file) => (file.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8");

async function clearOut() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("field-") && name !== STORE && name !== CHOICE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function fromStore(address, request) {
  const store = await caches.open(STORE);
  return (await store.match(address)) ?? fetch(request);
}

async function shell(request, address) {
  const language = await languageOf(address);
  return fromStore(RELEASE.shells[language], request);
}

// The language asked for is remembered; without one, the last asked for, the phone's own, or the service's.
// What comes with an address is anybody's word, and "constructor" would be found in any object.
async function languageOf(address) {
  const asked = address.searchParams.get("language");
  const memory = await caches.open(CHOICE);
  if (isSpoken(asked)) {
    await memory.put("/field/language", new Response(asked));
    return asked;
  }
  const last = await (await memory.match("/field/language"))?.text();
  const own = self.navigator.languages.map((one) => one.slice(0, 2));
  return [last, ...own].find(isSpoken) ?? RELEASE.language;
}

const isSpoken = (language) => Object.hasOwn(RELEASE.shells, language);
