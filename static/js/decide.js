// Keys of the moderators' desk: each one clicks the button that shows it, j and k walk.
// They are off while somebody types, with a modifier, and where the reader said so.
const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

const walk = (step) => {
  const links = [...document.querySelectorAll(".picking .queue a")];
  if (!links.length) return;
  const here = links.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step;
  links[Math.min(Math.max(next, 0), links.length - 1)].focus();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  if (!/^[arxfjk]$/.test(event.key)) return;
  const button = document.querySelector(`[data-key="${event.key}"]`);
  if (button) button.click();
  else if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
});
