// .chips-scroll is a row that scrolls sideways on a phone: the chosen chip is in sight from the start.

for (const chosen of document.querySelectorAll(".chips-scroll [aria-current]")) {
  const row = chosen.closest(".chips-scroll");
  const [inside, around] = [chosen.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += inside.left - around.left - (around.width - inside.width) / 2;
}
