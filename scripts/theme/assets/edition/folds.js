/* Folds of a long page, all at once.  They open without this. */
(() => {
  "use strict";
  const { make } = window.Edition;
  const folds = [...document.querySelectorAll(".ed-fold")];
  const closed = () => folds.filter((fold) => !fold.open);

  const place = document.querySelector("[data-unfold]");
  if (place) {
    const button = make("button", { type: "button" });
    const label = () => { button.textContent = closed().length ? "Unfold all" : "Fold all"; };
    button.addEventListener("click", () => {
      const open = closed().length > 0;
      for (const fold of folds) fold.open = open;
    });
    document.addEventListener("toggle", label, true);
    label();
    place.append(button);
  }

  // Who folds what is read from its middle comes back to its beginning.
  document.addEventListener("click", ({ target }) => {
    const fold = target.closest("summary")?.parentNode;
    if (!folds.includes(fold) || !fold.open) return;
    requestAnimationFrame(() => { if (fold.getBoundingClientRect().top < 0) fold.scrollIntoView(); });
  });
})();
