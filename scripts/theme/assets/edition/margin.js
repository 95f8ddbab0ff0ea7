/* The margin of the text: each note beside its words, main ones whole; which of them are shown. */
(() => {
  "use strict";
  const { make, store } = window.Edition;
  const bar = document.querySelector(".ed-bar");
  if (!bar) return;
  const { wide, noteOf, phrasesOf, idsOf, keep, arrangedBy, again } = window.Edition.notes;
  const paragraphs = [...document.querySelectorAll(".ed-par:has(.ed-margin)")];
  const kinds = bar.dataset.kinds.split(";").map((pair) => pair.split("="));
  const isMain = (note) => note.matches(".is-main");

  /* ---- notes that are lit, whole ---- */
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
    if (!wide.matches) return;
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
  arrangedBy(lay);

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
    again();
  };

  /* ---- which notes are shown ---- */
  const minis = [...document.querySelectorAll(".ed-mini")];
  const main = new Set(minis.filter(isMain));
  const show = (choice) => {
    const ranked = ["all", "main"].includes(choice);
    for (const note of minis) {
      note.hidden = ranked ? choice === "main" && !main.has(note) : !note.classList.contains(`k-${choice}`);
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
  const filter = () => {
    const few = main.size < minis.length ? [["main", "Main", "Only the notes to read first"]] : [];
    const choices = [["all", "All", "Show all notes"], ...few, ["none", "None", "Hide all notes"], ...kinds];
    const box = make("div", { className: "ed-filter", role: "group", ariaLabel: "Notes" }, make("span", {}, "Notes"));
    // The same choice where there is no room for all of it.
    const list = make("select", { ariaLabel: "Notes shown" });
    for (const [value, name, title = `Only notes of the kind “${value}”`] of choices) {
      const label = make("label", { title }, make("input", { type: "radio", name: "notes", value }), name);
      if (kinds.some(([kind]) => kind === value)) label.className = `k-${value}`;
      box.append(label);
      list.append(make("option", { value }, name));
    }
    box.append(list);
    const asked = new URL(location.href).searchParams.get("notes") ?? store.get("edition.notes");
    const found = choices.some(([value]) => value === asked) ? asked : "all";
    const agree = (choice) => {
      box.querySelector(`input[value="${choice}"]`).checked = true;
      list.value = choice;
    };
    agree(found);
    box.addEventListener("change", ({ target }) => {
      agree(target.value);
      choose(target.value);
    });
    bar.prepend(box);
    show(found);
  };

  /* ---- on paper every note is shown ---- */
  let folded = [];
  addEventListener("beforeprint", () => {
    uncard();
    folded = [...document.querySelectorAll(".ed-margin:not([open])")];
    for (const margin of folded) margin.open = true;
  });
  addEventListener("afterprint", () => { for (const margin of folded) margin.open = false; });

  filter();
  wide.addEventListener("change", () => {
    keep([]);
    uncard();
    if (!wide.matches) for (const margin of document.querySelectorAll(".ed-margin")) margin.open = false;
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
