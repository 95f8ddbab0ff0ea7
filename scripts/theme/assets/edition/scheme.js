/* Light or dark by the reader's own choice; without one the system decides.  Runs before the first paint. */
(() => {
  "use strict";
  const KEY = "edition.scheme";
  const NAMES = { "": "same as system", light: "light", dark: "dark" };
  const CHOICES = Object.keys(NAMES);
  const root = document.documentElement;
  let choice = "";
  try { choice = localStorage.getItem(KEY) ?? ""; } catch { /* storage is off */ }
  const apply = () => { if (choice) root.dataset.scheme = choice; else delete root.dataset.scheme; };
  apply();
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".ed-scheme");
    const name = () => {
      button.setAttribute("aria-label", `Colours: ${NAMES[choice]}`);
      button.title = `Colours: ${NAMES[choice]}`;
      button.dataset.choice = choice;
    };
    button.addEventListener("click", () => {
      choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
      try { localStorage.setItem(KEY, choice); } catch { /* storage is off */ }
      apply();
      name();
    });
    name();
    button.hidden = false;
  });
})();
