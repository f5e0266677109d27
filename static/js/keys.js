// Shortcuts of a list: / searches, j and k move, s saves, Enter opens (it is a link).
// They are off while somebody types, with a modifier, and where the reader said so.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

const move = (step) => {
  const links = [...document.querySelectorAll(".card h2 a")];
  if (!links.length) return;
  const here = links.findIndex((link) => link.closest(".card").contains(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step;
  links[Math.min(Math.max(next, 0), links.length - 1)].focus();
};

const keys = {
  "/": () => document.querySelector("#q")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  s: () => document.activeElement.closest(".card")?.querySelector(".save")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
