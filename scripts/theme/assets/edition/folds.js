/* Folds of a long page: all at once, and what browsers leave to the page.  They open without this. */
(() => {
  "use strict";
  const { make, fragment } = window.Edition;
  const folds = [...document.querySelectorAll(".ed-fold, .ed-rest")];
  const closed = () => folds.filter((fold) => !fold.open);
  const turn = (which, open) => { for (const fold of which) fold.open = open; };

  const place = document.querySelector("[data-unfold]");
  if (place) {
    const button = make("button", { type: "button" });
    const label = () => { button.textContent = closed().length ? "Unfold all" : "Fold all"; };
    button.addEventListener("click", () => turn(folds, closed().length > 0));
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

  // Browsers unfold what an address names, and what is printed; some do not yet.  A heading
  // stands for what is folded below it, and the name of a note for all of the note.
  const follow = () => {
    const target = document.getElementById(fragment());
    const below = (fold) => target.nextElementSibling === fold || target.closest(".ed-note") === fold.parentNode;
    const named = target ? closed().filter((fold) => fold.contains(target) || below(fold)) : [];
    turn(named, true);
    if (named.length) target.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  follow();
  let unprinted = [];
  addEventListener("beforeprint", () => { unprinted = closed(); turn(unprinted, true); });
  addEventListener("afterprint", () => turn(unprinted, false));
})();
