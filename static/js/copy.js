// button[data-copy="#id"] copies that element's text or value, without the spaces that are for the eye, and says so.

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const label = button.querySelector("span");
  const before = label.textContent;
  const said = Object.assign(document.createElement("span"), { className: "visually-hidden" });
  said.setAttribute("role", "status");
  button.after(said);
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText((source.value ?? source.textContent).replace(/\s/g, ""));
    label.textContent = said.textContent = button.dataset.copied;
    setTimeout(() => {
      label.textContent = before;
      said.textContent = "";
    }, 3000);
  });
}
