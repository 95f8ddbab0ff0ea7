/* The search dialog: a box, filters, results in the voice that they have. */
window.EditionSearch = (tools) => {
  "use strict";
  const SHOWN = 10, FIRST = 4, LONG = 210, LEAD = 60, SLICE = 100, OFFERED = 60;
  const SAID = new Set(["sentence", "paragraph"]);
  const make = (tag, properties, ...children) =>
    window.Edition.make(tag, properties, ...children.filter((child) => child !== null && child !== undefined));
  const voiced = (tag, voice, ...children) => {
    const element = make(tag, {}, ...children);
    element.dataset.voice = voice;
    return element;
  };

  /* ---- the frame ---- */
  const box = make("input", { type: "search", id: "ed-search-box", autocomplete: "off", spellcheck: false, placeholder: "A name or phrase" });
  box.setAttribute("aria-controls", "ed-search-results");
  const status = make("p", { className: "ed-search-status" });
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");
  const notice = make("div", { className: "ed-search-notice" });
  const list = make("ol", { className: "ed-search-results", id: "ed-search-results" });
  const more = make("button", { type: "button", className: "ed-search-more", textContent: "Show more", hidden: true });
  const filters = make("div", { className: "ed-search-filters", role: "group" });
  filters.setAttribute("aria-label", "Filter the results");
  const close = make("button", { type: "button", className: "ed-search-close", textContent: "Close" });
  const label = make("label", { htmlFor: box.id, className: "ed-search-label", textContent: "Search the edition" });
  const frame = make(
    "dialog", { className: "ed-search" },
    make("div", { className: "ed-search-top" }, label, box, close), filters, status,
    make("div", { className: "ed-search-scroll" }, notice, list, more),
  );
  frame.setAttribute("aria-label", "Search");
  document.body.append(frame);
  // The keys on a screen cover the lower half of what the page takes for all of it.
  const fit = () => { frame.style.maxHeight = visualViewport.scale > 1 ? "" : `${visualViewport.height}px`; };
  window.visualViewport?.addEventListener("resize", fit);

  /* ---- the index, in pieces ---- */
  const address = (page) => {
    const [path, fragment] = page.split("#");
    const folder = path.replace(/\.md$/, "/").replace(/(^|\/)index\/$/, "$1");
    // A disk does not answer a folder with the page in it.
    const file = location.protocol === "file:" ? "index.html" : "";
    return new URL(folder + file + (fragment ? `#${fragment}` : ""), tools.root).href;
  };
  const UNREAD = "; still loading the rest of the index", LOST = "; the rest of the index could not be loaded";
  let finder, usable = false, failed = false, rest = UNREAD;
  // In slices, so that the box takes letters while the index is made.
  const pause = () => new Promise((resolve) => { setTimeout(resolve); });
  const take = async (columns) => {
    for (let from = 0; from < (columns[0]?.length ?? 0); from += SLICE) {
      finder.add(columns, from, from + SLICE);
      await pause();
    }
  };
  // A browser compiles what has run a few times; the first letters typed should not wait for that.
  const practise = async (names) => {
    for (const name of names.slice(0, 6)) {
      const found = finder.find(name.slice(1));
      found.results.slice(0, FIRST).forEach((item) => result(item, found));
      await pause();
    }
  };
  const read = async () => {
    await Promise.all(tools.files.map(tools.script));
    const [head] = window.editionSearch;
    finder = new window.EditionFinder.Finder(head, address);
    tongues = Object.entries(head.scripts).map(([script, [lang, dir]]) => ({ signs: new RegExp(`\\p{Script=${script}}`, "u"), own: { lang, dir } }));
    await take(head.entries);
    usable = true;
    if (!head.pieces) rest = "";
    choices(head);
    show();
    for (let piece = 1; piece <= head.pieces; piece += 1) {
      await tools.script(`../search/index-${piece}.js`);
      await take(window.editionSearch.at(-1).entries);
      if (piece === head.pieces) rest = "";
      showAgain();
    }
    await practise(head.themes);
  };

  /* ---- filters ---- */
  const chosen = { kind: "", theme: "", speaker: "", sort: "" };
  const choice = (name, title, options) => {
    const select = make("select", {}, make("option", { value: "", textContent: title }),
      ...options.map(([value, text]) => make("option", { value, textContent: text })));
    select.setAttribute("aria-label", title);
    select.addEventListener("change", () => { chosen[name] = select.value; select.classList.toggle("is-set", Boolean(select.value)); show(); });
    return select;
  };
  const numbered = (names) => names.map((name, number) => [String(number), name]);
  const choices = (head) => filters.append(
    choice("kind", "Everything", Object.entries(head.kinds).filter(([kind]) => kind !== "paragraph")),
    choice("theme", "All themes", numbered(head.themes)),
    choice("speaker", "All speakers", numbered(head.speakers)),
    choice("sort", "All notes", head.notes.map((name) => [name, name])),
  );
  const carries = (entry) =>
    (!chosen.theme || entry.themes.includes(Number(chosen.theme))) &&
    (!chosen.speaker || entry.speakers.includes(Number(chosen.speaker)));
  const wanted = (entry) =>
    (!chosen.kind || entry.kind === chosen.kind || chosen.kind === "sentence" && SAID.has(entry.kind)) &&
    carries(entry) &&
    (!chosen.sort || entry.kind === "note" && entry.sort === chosen.sort);

  /* ---- what a result shows ---- */
  const marked = (text, found, from = 0, to = text.length) => {
    const parts = [];
    let end = from;
    for (const mark of found) {
      const start = Math.max(mark[0], end), stop = Math.min(mark[1], to);
      if (stop <= start) continue;
      parts.push(text.slice(end, start), make("mark", {}, text.slice(start, stop)));
      end = stop;
    }
    return [...parts, text.slice(end, to)];
  };
  /* The part of *text* around the first mark, cut at blanks, with an ellipsis where it was cut. */
  const cut = (text, found) => {
    if (text.length <= LONG) return marked(text, found);
    let from = Math.max(0, (found[0]?.[0] ?? 0) - LEAD);
    if (from) from = text.indexOf(" ", from) + 1;
    let to = Math.min(text.length, from + LONG);
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), from + 1);
    return [from ? "… " : "", ...marked(text, found, from, to), to < text.length ? " …" : ""];
  };
  let tongues = [];
  const scripts = (text) => tongues.find(({ signs }) => signs.test(text))?.own ?? {};
  const edition = (name, text, content = [text]) =>
    text ? voiced("span", "edition", make("span", { className: name, ...scripts(text) }, ...content)) : null;
  const result = ({ entry, words }, found) => {
    const marks = (text) => finder.marks(text, found, entry);
    const kind = [finder.head.kinds[entry.kind], entry.sort].filter(Boolean).join(" · ");
    const title = entry.title || finder.handle(entry) || finder.head.kinds[entry.kind];
    // A term that the document writes as the edition does need not say so twice.
    const same = entry.kind === "term" && words && words.words.toLowerCase() === entry.title.toLowerCase();
    const quote = words && !same && voiced("q", "document", ...cut(words.words, finder.marks(words.words, found, words)));
    if (quote) Object.assign(quote, scripts(words.words)).dataset.ref = entry.kind === "term" ? finder.saidIn(entry)?.id ?? "title" : words.paragraph ? words.id : `${words.kind}s/${words.id}`;
    if (quote && entry.kind === "term") quote.className = "is-inline";
    const also = finder.nameFound(entry, found);
    const text = SAID.has(entry.kind) && words ? "" : entry.text ?? "";
    return make("li", {}, make(
      "a", { href: entry.href, className: "ed-hit" },
      edition("ed-hit-kind", kind),
      edition("ed-hit-title", title, marked(title, marks(title))),
      edition("ed-hit-where", entry.where),
      edition("ed-hit-also", also && "also", ["also ", make("bdi", scripts(also), ...marked(also, marks(also)))]),
      entry.kind === "term" && quote ? edition("ed-hit-in", "In the text: ") : null,
      quote || null,
      edition("ed-hit-text", text, cut(text, marks(text))),
    ));
  };

  /* ---- nothing found, or not in the text ---- */
  const links = (entries) => entries.flatMap((entry, i) => [i ? " · " : "", make("a", { href: entry.href }, entry.title)]);
  const quoted = (words) => words.map((word) => `“${word}”`).join(", ");
  const explained = (found) => {
    const { help, results } = found, near = results.length ? [] : finder.nearest(found);
    if (help.inexact) return [make("p", {}, "Nothing has exactly this phrase; these results have its words.")];
    if (help.unsaid) {
      return [make("p", {}, "The text does not mention ", make("b", {}, help.unsaid.title), ". ",
        ...(help.silences.length ? ["What the edition says about it: ", ...links(help.silences)] : []))];
    }
    if (results.length) {
      return help.missing.length ? [make("p", {}, `Nothing here has ${quoted(help.missing)}; these results have the rest.`)] : [];
    }
    return [
      near.length ? make("p", {}, "Closest terms: ", ...links(near)) : "",
      make("p", {}, "Or browse the ", make("a", { href: tools.terms }, "index of terms"), "."),
    ];
  };

  // Who does not know what to type finds the paragraphs, those of a theme or a speaker if one is chosen.
  const beginning = () => {
    const all = finder.entries.filter((entry) => entry.kind === "paragraph");
    return (all.length > OFFERED ? [] : all.filter(carries))
      .map((entry) => make("a", { href: entry.href }, `${entry.paragraph.slice(1)} ${entry.title}`));
  };

  let limit = SHOWN, undrawn = null;
  const finish = () => {
    undrawn?.();
    undrawn = null;
  };
  // What is below the first view is drawn once that is on the screen.
  const later = (draw) => {
    undrawn = draw;
    requestAnimationFrame(() => { setTimeout(() => { if (undrawn === draw) finish(); }); });
  };
  const show = () => {
    const typed = box.value;
    undrawn = null;
    if (!usable) { status.textContent = failed ? "The index could not be loaded." : "Loading the index…"; return; }
    if (!typed.trim()) {
      list.replaceChildren();
      const offered = beginning();
      notice.replaceChildren(...(offered.length ? [make("nav", { className: "ed-search-start", ariaLabel: "Paragraphs" }, ...offered)] : []));
      more.hidden = true;
      list.dataset.query = typed;
      status.textContent = "Type words, a name in any language, “a phrase” in quotation marks or the number of a paragraph.";
      return;
    }
    const found = finder.find(typed, wanted);
    const count = found.results.length;
    const filtered = Object.values(chosen).some(Boolean);
    const draw = (from, to) => found.results.slice(from, to).map((item) => result(item, found));
    status.textContent = (count ? `${count}${found.cut ? " or more" : ""} ${count === 1 ? "result" : "results"}` : "No results") +
      (filtered ? " with these filters" : "") + rest;
    notice.replaceChildren(...(count ? explained(found) : []));
    list.replaceChildren(...draw(0, FIRST));
    more.hidden = true;
    later(() => {
      if (!count) notice.replaceChildren(...explained(found));
      list.append(...draw(FIRST, limit));
      more.hidden = count <= limit;
      list.dataset.query = typed;
    });
  };

  // Who has gone down to a result stays on it.
  const showAgain = () => {
    const { href } = document.activeElement, inside = frame.contains(document.activeElement);
    show();
    if (!href || !inside) return;
    finish();
    ([...frame.querySelectorAll("a")].find((link) => link.href === href) ?? box).focus();
  };

  /* ---- keys ---- */
  const stops = () => {
    finish();
    return [...frame.querySelectorAll(".ed-search-notice a, .ed-hit, .ed-search-more:not([hidden])")];
  };
  const step = (event, by) => {
    const all = stops(), at = all.indexOf(document.activeElement);
    event.preventDefault();
    if (at + by < 0) { box.focus(); box.select(); } else all[Math.min(at + by, all.length - 1)]?.focus();
  };
  frame.addEventListener("keydown", (event) => {
    if (event.target.tagName === "SELECT") return;
    // In a search box this key empties the box first; readers expect it to close.
    if (event.key === "Escape") { event.preventDefault(); frame.close(); return; }
    if (event.key === "ArrowDown") step(event, 1);
    else if (event.key === "ArrowUp") step(event, -1);
    else if (event.key === "Enter" && event.target === box) { event.preventDefault(); list.querySelector("a")?.click(); }
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.target.matches(".ed-hit")) box.focus();
  });
  // The browser keeps the rest of the page out of reach; the way round stays in the dialog.
  frame.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    finish();
    const all = [...frame.querySelectorAll("a[href], button:not([hidden]), input, select")];
    const last = event.shiftKey ? all[0] : all.at(-1);
    if (document.activeElement !== last) return;
    event.preventDefault();
    (event.shiftKey ? all.at(-1) : all[0]).focus();
  });
  box.addEventListener("input", () => { limit = SHOWN; show(); });
  more.addEventListener("click", () => {
    const first = list.children.length;
    limit += 2 * SHOWN;
    show();
    finish();
    list.children[first]?.querySelector("a").focus();
  });
  close.addEventListener("click", () => frame.close());
  frame.addEventListener("click", (event) => {
    // A click beside the dialog, or a result on this very page, closes it.
    if (event.target === frame || event.target.closest("a[href]")) frame.close();
  });

  const open = (typed) => {
    if (!frame.open) frame.showModal();
    box.focus();
    if (typed) { box.value = typed; show(); } else box.select();
  };
  read().catch(() => {
    failed = true;
    rest = LOST;
    show();
    if (!usable) notice.replaceChildren(make("a", { href: tools.terms }, "Index of terms"));
  });
  return { open };
};
