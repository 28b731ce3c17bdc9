// [data-reveal="name"] is shown while the control of that name has one of data-reveal-values, or came back with an error.
// Without script it is always shown. Below a long list of choices it moves up to the one that asks for it.

const parts = [...document.querySelectorAll("[data-reveal]")];

function isAsked(part) {
  const wanted = part.dataset.revealValues.split(" ");
  return new FormData(part.closest("form")).getAll(part.dataset.reveal).some((value) => wanted.includes(value));
}

function moveBeside(part) {
  const named = [...part.closest("form").elements].filter((one) => one.name === part.dataset.reveal);
  let place = named.find((one) => one.checked)?.closest(".choice");
  if (!place || part.contains(place)) return;
  while (place.nextElementSibling?.matches(".reveal") && place.nextElementSibling !== part) place = place.nextElementSibling;
  place.after(part);
}

function update(part) {
  part.hidden = !isAsked(part);
  if (!part.hidden) moveBeside(part);
}

function updateAll() {
  parts.forEach(update);
  for (const part of parts) if (part.querySelector(".form-error")) part.hidden = false;
}

document.addEventListener("change", (event) => {
  const asked = parts.filter((part) => part.dataset.reveal === event.target.name);
  asked.forEach(update);
  asked.find((part) => !part.hidden)?.scrollIntoView({ block: "nearest" });
});

// Going back restores the choices only after the scripts have run.
window.addEventListener("pageshow", updateAll);
updateAll();
