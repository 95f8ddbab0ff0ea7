/* A theme that is pointed at or has the focus lights the sentences that carry it. */
(() => {
  "use strict";
  const paths = [...document.querySelectorAll(".ed-small-weave path")];
  const sentences = new Map(paths.map((path) => [path.dataset.theme, path.dataset.sentences.split(" ")]));
  const themeOf = (target) =>
    target.dataset?.theme ?? target.closest?.(".ed-chip")?.getAttribute("href").match(/themes\/[^/]+/)?.[0];

  const light = (theme) => {
    document.querySelectorAll(".in-theme").forEach((lit) => lit.classList.remove("in-theme"));
    for (const id of sentences.get(theme) ?? []) document.getElementById(id)?.classList.add("in-theme");
    for (const path of paths) path.classList.toggle("is-dim", sentences.has(theme) && path.dataset.theme !== theme);
  };
  for (const [on, off] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    document.addEventListener(on, (event) => themeOf(event.target) && light(themeOf(event.target)));
    document.addEventListener(off, (event) => themeOf(event.target) && light(""));
  }
})();
