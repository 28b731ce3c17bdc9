// form[data-search="#results"] searches while one types: it fetches its own GET address and swaps the results.
// The address bar stays as it is, so that a name one looks for does not end in the browser's history.

const PAUSE = 200;

for (const form of document.querySelectorAll("form[data-search]")) {
  const field = form.querySelector("input[type=search]");
  const said = form.querySelector("[data-search-status]");
  let asked = field.value.trim();
  let timer;
  let request;

  form.classList.add("is-live");
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });

  async function look() {
    const wanted = field.value.trim();
    if (wanted === asked) return;
    asked = wanted;
    request?.abort();
    request = new AbortController();
    const mine = request;
    try {
      await swap(mine.signal);
    } catch {
      if (!mine.signal.aborted) asked = null; // The next key, or Enter, tries again.
    }
  }

  async function swap(signal) {
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form));
    const answer = await fetch(address, { signal, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector(form.dataset.search);
    if (!answer.ok || answer.redirected || !found) {
      form.submit(); // Signed out, or an error: the whole page says so.
      return;
    }
    document.querySelector(form.dataset.search).replaceChildren(...found.childNodes);
    said.textContent = found.dataset.announce ?? "";
  }
}
