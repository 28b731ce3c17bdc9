// Asks before a half-written form[data-dirty] is left. A form that came back with errors is half-written from the start.

const dirty = new Set();

for (const form of document.querySelectorAll("form[data-dirty]")) {
  if (form.querySelector(".form-error") || form.querySelector(".error-summary")) dirty.add(form);
  form.addEventListener("input", () => dirty.add(form));
  form.addEventListener("submit", () => dirty.delete(form));
}

window.addEventListener("beforeunload", (event) => {
  if (dirty.size > 0) event.preventDefault();
});
