/* Opens the search.  Nothing else of it is loaded before somebody asks for it. */
(() => {
  "use strict";
  const folder = new URL(".", document.currentScript.src);
  const flat = document.currentScript.dataset.pages === "files";
  const button = document.querySelector("button.ed-find");
  let opened = null;

  const load = (name) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(name, folder);
    script.onload = resolve;
    script.onerror = () => reject(new Error(name));
    document.head.append(script);
  });
  const open = () => {
    opened ??= load("search-dialog.js").then(() => window.EditionDialog({ load, root: new URL("../../", folder), flat }));
    opened.then((dialog) => dialog.open(), () => { opened = null; });
  };
  const typing = (target) => /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;

  button?.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return;
    event.preventDefault();
    open();
  });
})();
