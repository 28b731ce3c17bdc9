// "3 not sent": what this phone's outbox holds back is said on the ordinary pages too. The count stands in clear; nothing is unlocked.

const place = document.querySelector("[data-unsent]");

async function show() {
  const databases = (await indexedDB.databases?.()) ?? [];
  if (!place || !databases.some(({ name }) => name === "uu-field")) return;
  const { listVaults } = await import("../field/vault.js");
  const n = (await listVaults()).reduce((sum, vault) => sum + vault.unsent, 0);
  place.hidden = n === 0;
  place.querySelector("[data-words]").textContent = n === 1 ? place.dataset.one : place.dataset.many.replace("%(n)s", n);
}

window.addEventListener("pageshow", show);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && show());
