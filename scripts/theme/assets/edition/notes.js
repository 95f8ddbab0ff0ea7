/* Notes beside their words: lit from either end, aligned, filtered, and as a sheet on a narrow screen. */
(() => {
  "use strict";
  const { make, store } = window.Edition;
  const root = document.querySelector("[data-cite]");
  if (!root) return;
  const paragraphs = [...document.querySelectorAll(".ed-par")];
  const wide = matchMedia("(min-width: 68.75em)");
  const noteOf = (id) => document.getElementById(id)?.closest(".ed-mini, .ed-note");
  const phrasesOf = (id) => document.querySelectorAll(`[data-notes~="${CSS.escape(id)}"]`);
  const isMain = (note) => note.matches(".is-main");
  const idsOf = (phrase) => phrase.dataset.notes.split(" ");

  /* ---- either end lights the other ---- */
  let lit = [];
  let kept = [];
  let keptBy;
  const mark = (ids, on) => {
    for (const end of ids.flatMap((id) => [noteOf(id), ...phrasesOf(id)])) end?.classList.toggle("is-lit", on);
  };
  // One after another, so that no card lies over another; what is shown already stays.
  const light = (ids, origin) => {
    if (ids.length && ids.every((id) => lit.includes(id))) return;
    mark(lit, false);
    mark(ids, true);
    lit = ids;
    if (wide.matches) lay(ids, origin);
  };
  const keep = (ids, origin) => {
    kept = ids;
    keptBy = origin;
    if (String(ids) === String(lit)) return;
    light([]);
    light(ids, origin);
  };
  const cardOf = (note) => {
    const card = note.querySelector("div > span");
    if (!card.querySelector("a")) {
      const name = note.querySelector("a").cloneNode(true);
      name.tabIndex = -1;
      card.prepend(name);
    }
    return card;
  };
  const uncard = () => document.querySelectorAll(".ed-mini span > a").forEach((name) => name.remove());
  // Beside the words that ask for it, within the window; by its name, above all names or below.
  const lay = (ids, origin) => {
    const notes = ids.map(noteOf).filter((note) => note?.matches(".ed-mini") && !note.hidden);
    if (!notes.length) return;
    notes.sort((a, b) => isMain(b) - isMain(a));
    const list = notes[0].parentNode;
    const start = list.getBoundingClientRect().top;
    const from = bar.getBoundingClientRect().bottom + 4;
    const phrase = origin?.closest(".ed-phrase");
    const beside = phrase ? phrase.getClientRects()[0].top - start : 0;
    let end = -Infinity;
    const placed = notes.map((note) => {
      const own = isMain(note) ? note.offsetTop : 0;
      const card = isMain(note) ? note.firstElementChild : cardOf(note);
      const top = Math.max(isMain(note) ? own : beside, end);
      end = top + card.offsetHeight;
      return { card, own, top };
    });
    let by = 0;
    if (phrase) by = Math.max(from - start - placed[0].top, Math.min(0, innerHeight - 8 - start - end));
    else if (!isMain(notes[0])) {
      by = parseFloat(list.style.paddingTop || 0) - end;
      if (start + by < from) by = list.offsetHeight;
    }
    for (const { card, own, top } of placed) card.style.top = `${top + by - own}px`;
  };
  const idsAt = (node) => {
    const phrase = node.closest?.("[data-notes]");
    if (phrase) return idsOf(phrase);
    const note = node.closest?.(".ed-mini, .ed-note");
    const id = note?.id || note?.querySelector("h3[id]")?.id;
    return id ? [id] : [];
  };
  for (const type of ["mouseover", "focusin"]) {
    document.addEventListener(type, ({ target }) => {
      const ids = idsAt(target);
      if (ids.length) light(ids, target);
    });
  }
  for (const type of ["mouseout", "focusout"]) document.addEventListener(type, () => light(kept, keptBy));

  /* ---- each note beside its words, none over another ---- */
  // As between notes not yet placed.
  const gap = () => 0.3 * parseFloat(getComputedStyle(document.documentElement).fontSize);
  const clear = (paragraph) => {
    const list = paragraph.querySelector(".ed-notes");
    // In the margin nothing is folded; browsers before 2025 need to be told.
    if (wide.matches) paragraph.querySelector(".ed-margin").open = true;
    list.classList.toggle("is-aligned", wide.matches);
    list.style.paddingTop = "";
    for (const note of list.children) note.style.top = "";
  };
  const places = (paragraph, space) => {
    const list = paragraph.querySelector(".ed-notes");
    const origin = list.getBoundingClientRect().top;
    const room = paragraph.querySelector(".ed-words").getBoundingClientRect().bottom - origin;
    const first = (id) => paragraph.querySelector(`[data-notes~="${CSS.escape(id)}"]`);
    // What is left in the flow: the names of the other notes.
    const names = list.offsetHeight;
    const wanted = [...list.children].filter((note) => !note.hidden && isMain(note)).map((note) => ({
      note,
      top: (first(note.id)?.getClientRects()[0]?.top ?? origin) - origin + 4,
      height: note.offsetHeight + space,
    })).sort((a, b) => a.top - b.top);
    let end = 0;
    for (const item of wanted) { item.top = Math.max(item.top, end, 0); end = item.top + item.height; }
    // What ran past the end of the paragraph moves up again as far as there is room.
    let floor = Math.max(room - names, wanted.reduce((sum, item) => sum + item.height, 0));
    for (const item of wanted.reverse()) {
      item.top = Math.max(0, Math.min(item.top, floor - item.height));
      floor = item.top;
    }
    return { list, wanted };
  };
  const put = ({ list, wanted: [last, ...others] }) => {
    if (!last) return;
    for (const item of [last, ...others]) item.note.style.top = `${item.top}px`;
    list.style.paddingTop = `${last.top + last.height}px`;
  };
  const align = () => {
    // All is read between the two times that something is written: the page is laid out once for it.
    paragraphs.forEach(clear);
    if (wide.matches) {
      const space = gap();
      paragraphs.map((paragraph) => places(paragraph, space)).forEach(put);
    }
    document.body.classList.add("notes-placed");
    if (wide.matches) lay(lit, keptBy);
  };

  /* ---- which notes are shown ---- */
  const minis = [...document.querySelectorAll(".ed-mini")];
  const main = new Set(minis.filter(isMain));
  const show = (choice) => {
    const ranked = ["all", "main"].includes(choice);
    for (const note of minis) {
      note.hidden = ranked ? choice === "main" && !main.has(note) : note.dataset.kind !== choice;
      note.classList.toggle("is-main", !ranked || main.has(note));
    }
    for (const phrase of document.querySelectorAll(".ed-phrase")) {
      const shown = idsOf(phrase).map(noteOf).filter((note) => note && !note.hidden);
      phrase.classList.toggle("is-quiet", !shown.length);
      phrase.classList.toggle("is-main", shown.some(isMain));
    }
    document.body.classList.toggle("notes-off", choice === "none");
    for (const paragraph of paragraphs) {
      const shown = paragraph.querySelectorAll(".ed-mini:not([hidden])").length;
      const summary = paragraph.querySelector(".ed-margin > summary");
      summary.textContent = summary.textContent.replace(/^\d+ notes?/, `${shown} note${shown === 1 ? "" : "s"}`);
    }
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
  const bar = document.querySelector(".ed-bar");
  const kinds = bar ? bar.dataset.kinds.split(";").map((pair) => pair.split("=")) : [];
  const filter = () => {
    const few = main.size < minis.length ? [["main", "Main", "Only the notes to read first"]] : [];
    const choices = [["all", "All", "Show all notes"], ...few, ["none", "None", "Hide all notes"], ...kinds];
    const box = make("fieldset", { className: "ed-filter" }, make("legend", {}, "Notes"));
    for (const [value, name, title = `Only notes of the kind “${value}”`] of choices) {
      const label = make("label", { title }, make("input", { type: "radio", name: "notes", value }), name);
      if (kinds.some(([kind]) => kind === value)) label.className = `k-${value}`;
      box.append(label);
    }
    const asked = new URL(location.href).searchParams.get("notes") ?? store.get("edition.notes");
    const found = choices.some(([value]) => value === asked) ? asked : "all";
    box.querySelector(`[value="${found}"]`).checked = true;
    box.addEventListener("change", (event) => choose(event.target.value));
    bar.prepend(box);
    show(found);
  };

  /* ---- on a narrow screen a phrase opens its notes as a sheet ---- */
  const sheet = make("section", { className: "ed-sheet", hidden: true, tabIndex: -1 });
  sheet.setAttribute("role", "dialog");
  sheet.setAttribute("aria-label", "About these words");
  document.body.append(sheet);
  let opener;
  const closeSheet = (back = true) => {
    if (sheet.hidden) return;
    sheet.hidden = true;
    keep([]);
    opener.focus({ preventScroll: true });
    if (back && history.state?.sheet) history.back();
  };
  const inSheet = (id) => {
    const note = noteOf(id);
    const kind = [...(note.closest("[class*='k-']") ?? note).classList].find((name) => name.startsWith("k-"));
    // Not everybody can tell the kind of a note by its colour.
    const item = make("li", { className: `ed-mini ${kind}` }, note.querySelector(".ed-kind").cloneNode(true));
    if (note.matches(".ed-mini")) {
      const words = note.firstElementChild.cloneNode(true);
      words.querySelector(".ed-kind").remove();
      item.append(words);
    } else {
      const link = make("a", { href: `#${id}`, textContent: note.querySelector("h3").textContent });
      const body = note.querySelector("h3 ~ p:not([class])");
      item.append(link, body ? body.cloneNode(true) : "");
      link.addEventListener("click", () => closeSheet(false));
    }
    return item;
  };
  const openSheet = (phrase) => {
    const ids = idsOf(phrase).filter((id) => noteOf(id) && !noteOf(id).hidden);
    if (!ids.length) return;
    if (sheet.hidden) history.pushState({ sheet: true }, "");
    opener = phrase;
    const close = make("button", { type: "button", textContent: "Close" });
    close.addEventListener("click", () => closeSheet());
    sheet.replaceChildren(close, make("ul", {}, ...ids.map(inSheet)));
    sheet.hidden = false;
    keep(ids);
    const limit = innerHeight - sheet.offsetHeight - 24;
    const over = phrase.getClientRects()[0].bottom - limit;
    if (over > 0) scrollBy(0, over);
    sheet.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const phrase = event.target.closest(".ed-phrase");
    if (phrase?.matches(".is-quiet")) event.preventDefault();
    else if (phrase && !wide.matches) {
      event.preventDefault();
      openSheet(phrase);
    } else if (phrase?.closest(".ed-par")) {
      event.preventDefault();
      history.replaceState(history.state, "", phrase.getAttribute("href") ?? `#${idsOf(phrase)[0]}`);
      keep(idsOf(phrase), phrase);
    } else if (!sheet.contains(event.target)) {
      closeSheet();
      // A click keeps a shortened note open; the next one elsewhere closes it.
      const mini = event.target.closest(".ed-par .ed-mini");
      if (!mini || !kept.includes(mini.id)) keep(mini ? [mini.id] : [], mini);
    }
  });
  addEventListener("popstate", () => closeSheet(false));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    closeSheet();
    keep([]);
  });

  /* ---- the names of the notes go along with the notes on a paragraph's page ---- */
  const side = document.querySelector(".ed-side");
  const leads = document.querySelector(".ed-leads");
  if (side && leads) {
    const follow = leads.cloneNode(true);
    follow.classList.add("ed-follow");
    follow.setAttribute("aria-label", "Notes on this page");
    side.append(follow);
    const seen = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const id = target.querySelector("h3[id]").id;
        follow.querySelector(`[data-notes="${CSS.escape(id)}"]`)?.classList.toggle("is-seen", isIntersecting);
      }
    }, { rootMargin: "-15% 0px -45%" });
    for (const note of document.querySelectorAll(".ed-note")) seen.observe(note);
  }

  /* ---- on paper every note is shown ---- */
  let folded = [];
  addEventListener("beforeprint", () => {
    uncard();
    folded = [...document.querySelectorAll(".ed-margin:not([open])")];
    for (const notes of folded) notes.open = true;
  });
  addEventListener("afterprint", () => { for (const notes of folded) notes.open = false; });

  if (!bar) return;
  filter();
  wide.addEventListener("change", () => {
    keep([]);
    uncard();
    if (!wide.matches) for (const notes of document.querySelectorAll(".ed-margin")) notes.open = false;
    align();
  });
  addEventListener("resize", () => requestAnimationFrame(align));
  document.fonts?.ready.then(align);
  // An address with a note's id leads to its words, and opens the note beside them.
  const toWords = () => {
    const asked = location.hash.slice(1);
    const [words] = asked && wide.matches && noteOf(asked) ? phrasesOf(asked) : [];
    if (!words) return;
    words.scrollIntoView({ block: "center" });
    keep([asked], words);
  };
  // Later than the browser's own leap to the name of the note.
  addEventListener("load", () => setTimeout(toWords));
  addEventListener("hashchange", toWords);
})();
