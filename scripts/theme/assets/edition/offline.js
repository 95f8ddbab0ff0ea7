/* Only in the offline copy: a folder's address, made by another script, is given the file in it. */
"use strict";

addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link) return;
  const url = new URL(link.href);
  if (url.protocol === "file:" && url.pathname.endsWith("/")) {
    url.pathname += "index.html";
    link.href = url.href;
  }
}, true);
