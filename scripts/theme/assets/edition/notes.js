/* Words and their notes: lit from either end, and as a sheet on a narrow screen; words to take along.
   They are one file for the reason that edition.js gives, and on every page that has sentences. */
(() => {
  "use strict";
  const { make, told } = window.Edition;
  const root = document.querySelector("[data-cite]");
  if (!root) return;
  const wide = matchMedia("(min-width: 68.75em)");
  // A finger cannot rest on a link to see what it leads to.
  const touched = matchMedia("(max-width: 68.74em), (pointer: coarse)");
  // Written out only where it is more than the link says.
  for (const link of document.querySelectorAll(":is(.ed-phrase, .ed-leads a):not([data-notes])")) link.dataset.notes = link.hash.slice(1);
  const noteOf = (id) => document.getElementById(id)?.closest(".ed-mini, .ed-note");
  const phrasesOf = (id) => document.querySelectorAll(`[data-notes~="${CSS.escape(id)}"]`);
  const idsOf = (phrase) => phrase.dataset.notes.split(" ");
  // What goes on where another note has interrupted it is heard as words, not as one more link “of”.
  for (const rest of document.querySelectorAll("a.ed-phrase[tabindex]")) {
    rest.dataset.to = rest.hash;
    rest.removeAttribute("href");
  }
  const CARD_LINK = ".is-lit:not([hidden], .is-main) span > a, .is-lit.is-main:not([hidden]) > div > a";
  const addressOf = (phrase) => phrase.hash || (phrase.dataset.to ?? `#${idsOf(phrase)[0]}`);

  /* ---- either end lights the other ---- */
  let lit = [];
  let kept = [];
  let keptBy;
  // What the margin does with notes that are lit (margin.js); elsewhere there is none.
  let arrange = () => {};
  const mark = (ids, on) => {
    for (const end of ids.flatMap((id) => [noteOf(id), ...phrasesOf(id)])) end?.classList.toggle("is-lit", on);
  };
  // One after another, so that no card lies over another; what is shown already stays.
  const light = (ids, origin) => {
    if (ids.length && ids.every((id) => lit.includes(id))) return;
    mark(lit, false);
    mark(ids, true);
    lit = ids;
    arrange(ids, origin);
  };
  const keep = (ids, origin) => {
    kept = ids;
    keptBy = origin;
    if (String(ids) === String(lit)) return;
    light([]);
    light(ids, origin);
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
  // The page moves below a resting pointer while its reader goes on with keys.
  const rest = () => {
    const focused = document.querySelector(":focus-visible");
    const ids = focused ? idsAt(focused) : [];
    if (ids.length) light(ids, focused);
    else light(kept, keptBy);
  };
  for (const type of ["mouseout", "focusout"]) document.addEventListener(type, rest);

  /* ---- without a margin, or under a finger, what is tapped is told in a sheet ---- */
  const sheet = make("section", { className: "ed-sheet", hidden: true, tabIndex: -1 });
  sheet.setAttribute("role", "dialog");
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
      const body = note.querySelector("h3 ~ p:not([class]), h3 ~ details > p");
      item.append(link, body ? body.cloneNode(true) : "");
      link.addEventListener("click", () => closeSheet(false));
    }
    return item;
  };
  // All the words that were tapped stay in sight; of very long ones, their beginning.
  const uncover = () => {
    const lines = [...opener.getClientRects()];
    const over = lines.at(-1).bottom - (innerHeight - sheet.offsetHeight - 24);
    if (over > 0) scrollBy(0, Math.min(over, lines[0].top - 60));
  };
  const fill = (from, name, items) => {
    if (sheet.hidden) history.pushState({ ...history.state, sheet: true }, "");
    opener = from;
    const close = make("button", { type: "button", textContent: "Close" });
    close.addEventListener("click", () => closeSheet());
    sheet.replaceChildren(close, make("ul", {}, ...items));
    sheet.setAttribute("aria-label", name);
    sheet.hidden = false;
    uncover();
    sheet.focus({ preventScroll: true });
  };
  const openSheet = (phrase) => {
    const ids = idsOf(phrase).filter((id) => noteOf(id) && !noteOf(id).hidden);
    if (!ids.length) return;
    const words = [...phrasesOf(addressOf(phrase).slice(1))].filter((each) => each.matches(".ed-phrase"));
    keep(ids);
    fill(phrase, `Notes on “${words.map((each) => each.textContent).join("").trim()}”`, ids.map(inSheet));
  };
  // A name says what it is where it stands; its page is one tap further.
  const openName = (link) => {
    const title = make("a", { href: link.href, textContent: link.textContent });
    const item = make("li", {}, make("b", {}, title));
    fill(link, `What “${link.textContent}” is`, [item]);
    told(link).then(([name, ...words]) => {
      title.textContent = name.textContent;
      item.append(...words);
      uncover();
    }).catch(() => location.assign(link.href));
  };
  // The list of sources is far below; whoever looks one up on a phone stays where he is.
  const openSource = (number, source) => {
    const item = source.cloneNode(true);
    item.removeAttribute("id");
    item.prepend(make("b", { textContent: `${number.textContent}. ` }));
    if (!sheet.contains(number)) {
      fill(number, `Source ${number.textContent}`, [item]);
      return;
    }
    sheet.querySelector("ul").append(item);
    uncover();
    item.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("click", (event) => {
    const phrase = event.target.closest(".ed-phrase");
    const cite = touched.matches && event.target.closest("a.ed-cite");
    const name = touched.matches && !event.ctrlKey && !event.metaKey && event.target.closest("a.ed-named");
    const source = cite && document.getElementById(cite.hash.slice(1));
    if (source) {
      event.preventDefault();
      openSource(cite, source);
    } else if (name) {
      event.preventDefault();
      openName(name);
    } else if (phrase?.matches(".is-quiet")) event.preventDefault();
    else if (phrase && touched.matches && !(wide.matches && phrase.closest(".ed-par"))) {
      event.preventDefault();
      openSheet(phrase);
    } else if (phrase?.closest(".ed-par")) {
      event.preventDefault();
      history.replaceState(history.state, "", addressOf(phrase));
      keep(idsOf(phrase), phrase);
      // Who has no pointer follows the link into the margin, and Escape leads back.
      if (!event.detail) document.querySelector(CARD_LINK)?.focus({ preventScroll: true });
    } else if (!sheet.contains(event.target)) {
      closeSheet();
      if (phrase?.dataset.to) location.hash = phrase.dataset.to;
      // A click keeps a shortened note open; the next one elsewhere closes it.
      const mini = event.target.closest(".ed-par .ed-mini");
      if (!mini || !kept.includes(mini.id)) keep(mini ? [mini.id] : [], mini);
    }
  });
  addEventListener("popstate", () => closeSheet(false));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    closeSheet();
    if (document.activeElement.closest(".ed-mini.is-lit")) keptBy?.closest(".ed-phrase")?.focus({ preventScroll: true });
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
    // Both lists are never in sight at once.
    new IntersectionObserver(([{ isIntersecting }]) => {
      follow.style.visibility = isIntersecting ? "hidden" : "";
    }).observe(leads);
  }

  /* ---- selected words ---- */
  const { wordsOf, inOne, address, shared, stretch, credited, escaped, share, copy, copyQuotation } = window.Edition;
  // A browser marks the first place that has the words.  Long words are named by their two ends, as
  // the text fragment syntax allows, and by more of an end that stands before, on the page the link
  // leads to; with short ones, the words around them are named too.
  const directive = ({ text, before, after, above }) => {
    const page = [...above, ...before, text, ...after].join(" ").toLowerCase();
    const start = [...above, ...before, ""].join(" ").length;
    const words = text.split(" ");
    const at = (some, from) => page.indexOf(some.join(" ").toLowerCase(), from);
    const encode = (some) => encodeURIComponent(some.join(" ")).replace(/-/g, "%2D");
    const ends = [...words.keys()].slice(5);
    const head = ends.map((count) => words.slice(0, count)).find((some) => at(some) === start);
    const tail = ends.map((count) => words.slice(-count))
      .find((some) => at(some, start) + some.join(" ").length === start + text.length);
    if (words.length > 12 && head?.length + tail?.length <= words.length) {
      return `text=${encode(head)},${encode(tail)}`;
    }
    const counts = [...Array(Math.max(before.length, after.length) + 1).keys()];
    const [left, right] = counts.map((count) => [count ? before.slice(-count) : [], after.slice(0, count)])
      .find(([l, r]) => at([...l, text, ...r]) + [...l, ""].join(" ").length === start) ?? [[], []];
    return "text=" + [
      ...(left.length ? [`${encode(left)}-`] : []),
      encode(words),
      ...(right.length ? [`-${encode(right)}`] : []),
    ].join(",");
  };
  // One directive a sentence: between two of them stands the number of the second.
  const marked = ({ pieces, first, last }) => {
    const start = inOne(first, last) ? address(first) : shared(first);
    return `${start}:~:${pieces.map(directive).join("&")}`;
  };
  const bar = make("div", { className: "ed-selection", hidden: true });
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Selected words");
  document.body.append(bar);
  const listed = (text) => text.split(/\s+/).filter(Boolean);
  // The part of a sentence that is selected, with the words that stand before and after it.
  const piece = (sentence, range, above) => {
    const part = document.createRange();
    part.selectNodeContents(sentence);
    const [head, tail] = [part.cloneRange(), part.cloneRange()];
    if (sentence.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
    if (sentence.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
    head.setEnd(part.startContainer, part.startOffset);
    tail.setStart(part.endContainer, part.endOffset);
    const [before, text, after] = [head, part, tail].map((some) => listed(wordsOf(some.cloneContents())));
    return { id: sentence.id, text: text.join(" "), before, after, above };
  };
  // A finger seldom hits the ends of a word, and a browser finds whole words only.
  const words = Intl.Segmenter && new Intl.Segmenter(document.documentElement.lang, { granularity: "word" });
  const whole = (node, offset, last) => {
    const word = node.nodeType === Node.TEXT_NODE && words?.segment(node.data).containing(offset);
    if (!word || !word.isWordLike || word.index === offset) return offset;
    return word.index + (last ? word.segment.length : 0);
  };
  const widened = (range) => {
    const wide = range.cloneRange();
    wide.setStart(range.startContainer, whole(range.startContainer, range.startOffset, false));
    wide.setEnd(range.endContainer, whole(range.endContainer, range.endOffset, true));
    return wide;
  };
  const selected = (change = widened) => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return;
    const range = change(selection.getRangeAt(0));
    const all = [...document.querySelectorAll("[data-voice=document][data-ref*='-s'][id]")];
    const touched = all.filter((sentence) => range.intersectsNode(sentence));
    const text = listed(wordsOf(range.cloneContents())).join(" ");
    if (!touched.length || text.length < 2) return;
    // What a browser passes on its way down the page that the link leads to.
    const across = !inOne(touched[0].id, touched.at(-1).id);
    const passed = (sentence) => [
      document.querySelector(".ed-top"), sentence.closest(".ed-par, .ed-page").querySelector("h1, h2"),
      ...all.slice(0, all.indexOf(sentence)).filter((other) => across || inOne(other.id, sentence.id)),
    ].flatMap((element) => listed(wordsOf(element)));
    const pieces = touched.map((sentence) => piece(sentence, range, passed(sentence))).filter((some) => some.text);
    if (pieces.length) return { text, range, pieces, first: pieces[0].id, last: pieces.at(-1).id };
  };
  const showBar = () => {
    const found = selected();
    bar.hidden = !found;
    if (!found) return;
    const { text, range, first, last } = found;
    const several = first !== last;
    const tool = (label, run) => {
      const button = make("button", { type: "button", textContent: label });
      // The selection must outlive the click.
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => { run(); bar.hidden = true; });
      return button;
    };
    bar.replaceChildren(
      tool("Copy link to these words", () => copy(marked(found), "Link")),
      tool("Copy quotation with citation", () => copyQuotation(text, first, last)),
      ...(several ? [tool("Copy link to these sentences", () => copy(stretch(first, last), "Link"))] : []),
      ...(navigator.share ? [tool("Share …", () => share(credited(text, first, last), marked(found)))] : []),
    );
    const box = range.getBoundingClientRect();
    // Above the words a phone shows its own menu for them, below them the handles of the selection.
    const below = matchMedia("(pointer: coarse)").matches;
    bar.style.top = `${below ? box.bottom + scrollY + 32 : Math.max(box.top + scrollY - bar.offsetHeight - 8, scrollY + 4)}px`;
    bar.style.left = `${Math.max(8, Math.min(box.left, innerWidth - bar.offsetWidth - 8))}px`;
  };
  // Words can be selected with keys; the bar stands at the end of the page.
  document.addEventListener("keydown", (event) => {
    const typing = event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select");
    if (event.key === "Escape") bar.hidden = true;
    if (event.key !== "c" || bar.hidden || typing) return;
    event.preventDefault();
    bar.querySelector("button").focus({ preventScroll: true });
  });
  let settled;
  document.addEventListener("selectionchange", () => {
    clearTimeout(settled);
    settled = setTimeout(showBar, 250);
  });

  /* ---- words that are copied as on any page ---- */
  // What is pasted has no typeface: of words that begin and end in the document, its own alone are
  // copied, without the notes between them and without links and colours of this page.
  document.addEventListener("copy", (event) => {
    // In some browsers words of the page stay selected beside those in a box.
    if (event.target.closest?.("input, textarea")) return;
    const { range, pieces } = selected((own) => own) ?? {};
    const inWords = (node) => (node.closest ? node : node.parentNode).closest("[data-voice=document]");
    // Three clicks select as far as the beginning of what follows.
    if (!range || !inWords(range.startContainer) || (range.endOffset && !inWords(range.endContainer))) return;
    const text = pieces.map((some, i) => (!i ? "" : inOne(pieces[i - 1].id, some.id) ? " " : "\n\n") + some.text).join("");
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", escaped(text).replaceAll("\n\n", "<br><br>"));
    event.preventDefault();
  });

  /* ---- links to a range of sentences: #p6-s2..p6-s4 ---- */
  const range = () => {
    for (const element of document.querySelectorAll(".in-range")) element.classList.remove("in-range");
    const ends = /^(p\d+-s\d+)\.\.(p\d+-s\d+)$/.exec(window.Edition.fragment());
    if (!ends) return;
    const sentences = [...document.querySelectorAll("[data-voice=document][data-ref*='-s'][id]")];
    const from = sentences.findIndex((sentence) => sentence.id === ends[1]);
    const to = sentences.findIndex((sentence) => sentence.id === ends[2]);
    // A range may go on in the next part of a long text.
    const on = to < 0 && document.querySelector(".ed-turn [href$='#contents'] ~ [rel=next]");
    if (from < 0 || (to < from && !on)) return;
    for (const sentence of sentences.slice(from, on ? undefined : to + 1)) sentence.classList.add("in-range");
    sentences[from].scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", range);
  range();

  window.Edition.notes = {
    wide, noteOf, phrasesOf, idsOf, keep,
    arrangedBy: (margin) => { arrange = margin; },
    again: () => arrange(lit, keptBy),
  };
})();
