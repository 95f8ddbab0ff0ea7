/* The reading page: notes beside their words, filters, keys, where you are. */
(() => {
  "use strict";
  const bar = document.querySelector(".ed-bar");
  const paragraphs = [...document.querySelectorAll(".ed-par")];
  if (!bar || !paragraphs.length) return;
  const wide = matchMedia("(min-width: 68.75em)");
  const store = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* storage is off */ } },
  };
  const phrasesOf = (id) => document.querySelectorAll(`.ed-phrase[data-notes~="${CSS.escape(id)}"]`);
  const noteOf = (id) => document.getElementById(id);

  /* ---- either end lights the other ---- */
  const light = (ids, on) => {
    for (const id of ids) {
      noteOf(id)?.classList.toggle("is-lit", on);
      for (const phrase of phrasesOf(id)) phrase.classList.toggle("is-lit", on);
    }
  };
  const idsOf = (node) => {
    const phrase = node.closest?.(".ed-phrase");
    if (phrase) return phrase.dataset.notes.split(" ");
    const note = node.closest?.(".ed-mini");
    return note ? [note.id] : [];
  };
  for (const [type, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(type, (event) => light(idsOf(event.target), on));
  }

  /* ---- each note beside its words, none over another ---- */
  const GAP = 4;
  const align = () => {
    for (const paragraph of paragraphs) {
      const list = paragraph.querySelector(".ed-notes");
      const notes = [...list.children].filter((note) => !note.hidden);
      list.classList.toggle("is-aligned", wide.matches);
      list.style.minHeight = "";
      for (const note of notes) note.style.top = "";
      if (!wide.matches) continue;
      const origin = list.getBoundingClientRect().top;
      const room = paragraph.querySelector(".ed-words").getBoundingClientRect().bottom - origin;
      const wanted = notes.map((note) => ({
        note,
        top: (phrasesOf(note.id)[0]?.getClientRects()[0]?.top ?? origin) - origin + 4,
        height: note.offsetHeight + GAP,
      })).sort((a, b) => a.top - b.top);
      let end = 0;
      for (const item of wanted) { item.top = Math.max(item.top, end, 0); end = item.top + item.height; }
      // What ran past the end of the paragraph moves up again as far as there is room.
      let floor = Math.max(room, wanted.reduce((sum, item) => sum + item.height, 0));
      for (const item of wanted.reverse()) {
        item.top = Math.max(0, Math.min(item.top, floor - item.height));
        floor = item.top;
        item.note.style.top = `${item.top}px`;
      }
      const last = wanted[0];
      list.style.minHeight = last ? `${last.top + last.height}px` : "";
    }
    document.body.classList.add("notes-placed");
  };

  /* ---- which notes are shown ---- */
  const KINDS = [...new Set([...document.querySelectorAll(".ed-mini")].map((note) => note.dataset.kind))];
  const select = document.createElement("select");
  const label = document.createElement("label");
  label.append("Notes ", select);
  const names = { all: "all", none: "none, the clean text" };
  for (const choice of ["all", ...KINDS, "none"]) select.add(new Option(names[choice] ?? choice, choice));
  const show = (choice) => {
    for (const note of document.querySelectorAll(".ed-mini")) {
      note.hidden = choice !== "all" && note.dataset.kind !== choice;
    }
    for (const phrase of document.querySelectorAll(".ed-phrase")) {
      const quiet = phrase.dataset.notes.split(" ").every((id) => noteOf(id)?.hidden);
      phrase.classList.toggle("is-quiet", quiet);
    }
    document.body.classList.toggle("notes-off", choice === "none");
    for (const paragraph of paragraphs) {
      const shown = paragraph.querySelectorAll(".ed-mini:not([hidden])").length;
      const summary = paragraph.querySelector(".ed-margin > summary");
      summary.textContent = summary.textContent.replace(/^\d+ notes?/, `${shown} note${shown === 1 ? "" : "s"}`);
    }
    select.value = choice;
    align();
  };
  const choose = (choice) => {
    const url = new URL(location.href);
    if (choice === "all") url.searchParams.delete("notes");
    else url.searchParams.set("notes", choice);
    history.replaceState(history.state, "", url);
    store.set("edition.notes", choice);
    show(choice);
  };
  select.addEventListener("change", () => choose(select.value));

  /* ---- where you are, and moving ---- */
  const here = () => {
    const line = innerHeight / 3;
    return paragraphs.findLastIndex((paragraph) => paragraph.getBoundingClientRect().top <= line);
  };
  // The paragraph that has the focus, as long as it is in sight; above the first, -1.
  const from = () => {
    const focused = paragraphs.findIndex((paragraph) => paragraph.contains(document.activeElement));
    const box = paragraphs[focused]?.getBoundingClientRect();
    return box && box.bottom > 0 && box.top < innerHeight ? focused : here();
  };
  const go = (index) => {
    const target = paragraphs[Math.max(0, Math.min(index, paragraphs.length - 1))];
    target.scrollIntoView({ block: "start" });
    target.querySelector(".ed-num").focus({ preventScroll: true });
  };
  const goNote = (step) => {
    const stops = [...document.querySelectorAll(".ed-phrase:not([tabindex]):not(.is-quiet)")];
    const at = stops.indexOf(document.activeElement);
    const line = innerHeight / 3;
    const near = stops.findIndex((stop) => stop.getBoundingClientRect().top >= line);
    const next = at >= 0 ? at + step : step > 0 ? near : near - 1;
    const stop = stops[Math.max(0, Math.min(next, stops.length - 1))];
    stop?.scrollIntoView({ block: "center" });
    stop?.focus({ preventScroll: true });
  };
  const form = document.createElement("form");
  form.innerHTML = '<label>Paragraph <input inputmode="numeric" pattern="[0-9]*" aria-label="Go to paragraph"></label>';
  const input = form.querySelector("input");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const number = Number(input.value);
    input.value = "";
    if (number >= 1 && number <= paragraphs.length) go(number - 1);
  });
  const ticks = document.createElement("ul");
  ticks.className = "ed-ticks";
  ticks.setAttribute("aria-label", "Where you are");
  const marks = paragraphs.map((paragraph) => {
    const link = document.createElement("a");
    const title = paragraph.querySelector(".ed-handle").textContent.trim().replace(/\s+/g, " ");
    link.href = `#${paragraph.querySelector(".ed-num").id}`;
    link.title = title;
    link.setAttribute("aria-label", `Paragraph ${title}`);
    link.className = [...(paragraph.querySelector(".ed-chip")?.classList ?? [])].filter((name) => name.startsWith("hue-")).join(" ");
    const item = document.createElement("li");
    item.append(link);
    ticks.append(item);
    return link;
  });
  const help = document.createElement("dialog");
  help.className = "ed-help";
  help.setAttribute("aria-labelledby", "ed-help-title");
  help.innerHTML =
    '<h2 id="ed-help-title">Keys</h2><dl><dt>j k</dt><dd>next, previous paragraph</dd><dt>n p</dt><dd>next, previous note</dd>' +
    "<dt>g 6 ↵</dt><dd>go to paragraph 6</dd><dt>/</dt><dd>search</dd><dt>?</dt><dd>this list</dd><dt>Esc</dt><dd>close</dd></dl>" +
    '<form method="dialog"><button>Close</button></form>';
  const keysButton = document.createElement("button");
  keysButton.type = "button";
  keysButton.textContent = "Keys";
  keysButton.addEventListener("click", () => help.showModal());
  bar.append(label, form, keysButton, ticks);
  document.body.append(help);

  const keys = {
    j: () => go(from() + 1), k: () => go(from() - 1), n: () => goNote(1), p: () => goNote(-1),
    g: () => { input.value = ""; input.focus(); }, "?": () => help.showModal(),
  };
  // On the way down, so that the theme's own n and p do not leave the page.
  addEventListener("keydown", (event) => {
    const busy = event.altKey || event.ctrlKey || event.metaKey || help.open ||
      event.target.closest?.("input, textarea, select, dialog, [contenteditable]");
    if (busy || !(event.key in keys)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keys[event.key]();
  }, true);

  let waiting = false;
  const mark = () => {
    waiting = false;
    const index = Math.max(0, here());
    marks.forEach((tick, i) => {
      tick.classList.toggle("is-here", i === index);
      if (i === index) tick.setAttribute("aria-current", "true"); else tick.removeAttribute("aria-current");
    });
  };
  document.addEventListener("scroll", () => {
    if (!waiting) { waiting = true; requestAnimationFrame(mark); }
  }, { passive: true });

  /* ---- on a narrow screen a phrase opens its notes as a sheet ---- */
  const sheet = document.createElement("section");
  sheet.className = "ed-sheet";
  sheet.hidden = true;
  sheet.setAttribute("role", "dialog");
  sheet.setAttribute("aria-label", "About these words");
  sheet.tabIndex = -1;
  document.body.append(sheet);
  let opener;
  const closeSheet = (back = true) => {
    if (sheet.hidden) return;
    sheet.hidden = true;
    light(opener.dataset.notes.split(" "), false);
    opener.focus({ preventScroll: true });
    if (back && history.state?.sheet) history.back();
  };
  const openSheet = (phrase) => {
    if (!sheet.hidden) closeSheet(false);
    else history.pushState({ sheet: true }, "");
    opener = phrase;
    const ids = phrase.dataset.notes.split(" ").filter((id) => !noteOf(id).hidden);
    const list = document.createElement("ul");
    for (const id of ids) {
      const copy = noteOf(id).cloneNode(true);
      copy.removeAttribute("id");
      list.append(copy);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => closeSheet());
    sheet.replaceChildren(close, list);
    sheet.hidden = false;
    light(ids, true);
    const limit = innerHeight - sheet.offsetHeight - 24;
    const over = phrase.getClientRects()[0].bottom - limit;
    if (over > 0) scrollBy(0, over);
    sheet.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const phrase = event.target.closest(".ed-phrase");
    if (phrase?.classList.contains("is-quiet")) { event.preventDefault(); return; }
    if (phrase && !wide.matches && phrase.closest(".ed-par")) {
      event.preventDefault();
      openSheet(phrase);
    } else if (!sheet.hidden && !sheet.contains(event.target)) closeSheet();
  });
  addEventListener("popstate", () => closeSheet(false));
  addEventListener("keydown", (event) => { if (event.key === "Escape") closeSheet(); });

  bar.hidden = false;
  const asked = new URL(location.href).searchParams.get("notes") ?? store.get("edition.notes");
  show([...select.options].some((option) => option.value === asked) ? asked : "all");
  mark();
  wide.addEventListener("change", align);
  addEventListener("resize", () => requestAnimationFrame(align));
  document.fonts?.ready.then(align);
})();
