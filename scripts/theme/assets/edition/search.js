/* Makes the link to the terms a search button.  The search itself is loaded when somebody asks for it. */
(() => {
  "use strict";
  const here = new URL(document.currentScript.src);
  // What is loaded later is of the same version as this script.
  const asset = (path) => Object.assign(new URL(path, here), { search: here.search });
  const link = document.querySelector("a.ed-find");
  if (!link) return;
  const terms = link.href;
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.append(...link.childNodes);
  button.querySelector(".ed-find-name").textContent = "Search";
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-keyshortcuts", "/");
  link.replaceWith(button);

  const loaded = (element) => new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = () => reject(new Error(`${element.src || element.href} could not be loaded`));
    document.head.append(element);
  });
  const PARTS = ["words", "index", "query", "names", "engine"].map((part) => `search-${part}.js`);
  // What a search needs besides its index, for who wants to keep it.
  window.Edition.searchFiles = ["search.css", "search-dialog.js", ...PARTS].map(asset);
  const tools = {
    terms,
    files: [...PARTS, "../search/index.js"],
    root: new URL("../../", here),
    // Fetched at once and run in the order in which they were asked for.
    script: (path) => loaded(Object.assign(document.createElement("script"), { src: asset(path), async: false })),
    style: (path) => loaded(Object.assign(document.createElement("link"), { rel: "stylesheet", href: asset(path) })),
  };
  let opening = false, typed = "", dialog;
  const open = async () => {
    if (opening) return;
    opening = true;
    dialog ??= Promise.all([tools.style("search.css"), tools.script("search-dialog.js")])
      .then(() => window.EditionSearch(tools));
    // Without the dialog the index of terms is what is left.
    // A reader who has lost the network would lose the page as well.
    await dialog.then((ready) => ready.open(typed), () => {
      dialog = undefined;
      if (navigator.onLine) location.href = terms;
      else window.Edition.say("No network: search needs one");
    });
    opening = false;
    typed = "";
  };
  // The box of a dialog just closed keeps the keys until the browser draws the page again.
  const typing = (target) => target.matches(":is(input, textarea, select):not(dialog:not([open]) *)") || target.isContentEditable;
  const plainKey = (event) => event.key.length === 1 && !event.altKey && !event.ctrlKey && !event.metaKey;

  window.Edition.search = (words) => { typed = words; open(); };
  button.addEventListener("click", open);
  addEventListener("keydown", (event) => {
    if (!plainKey(event) || typing(event.target)) return;
    // Who types on at once must not lose the letters, not even to the keys that move through the text.
    if (opening) typed += event.key;
    else if (event.key === "/") open();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
})();
