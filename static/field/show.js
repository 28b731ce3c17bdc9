// Shows a passphrase to whoever typed it, until the button is pressed once more or the form is sent.

document.addEventListener("click", ({ target }) => {
  const pressed = target instanceof Element ? target.closest("[data-show]") : null;
  const field = pressed?.parentElement?.querySelector("input");
  if (!pressed || !field) return;
  const isShown = field.type === "password";
  field.type = isShown ? "text" : "password";
  pressed.setAttribute("aria-pressed", String(isShown));
});

// A browser remembers what was sent as plain text.
document.addEventListener("submit", () => {
  for (const shown of document.querySelectorAll('[data-show][aria-pressed="true"]')) /** @type {HTMLElement} */ (shown).click();
}, true);
