// [data-reveal="name"] is shown while the control of that name has one of data-reveal-values, or while it holds an error.
// Without script it is always shown.

const parts = [...document.querySelectorAll("[data-reveal]")];

function update(part) {
  const chosen = new FormData(part.closest("form")).getAll(part.dataset.reveal);
  const wanted = part.dataset.revealValues.split(" ");
  part.hidden = !part.querySelector(".form-error") && !chosen.some((value) => wanted.includes(value));
}

document.addEventListener("change", (event) => {
  for (const part of parts) if (part.dataset.reveal === event.target.name) update(part);
});

// Going back restores the choices only after the scripts have run.
window.addEventListener("pageshow", () => parts.forEach(update));
parts.forEach(update);
