/* Small helps on every page: links and quotations to copy, previews.
   The pages are whole without them.  They are one file, since each file is a request more on the
   first view (tests/budget.toml), and no tool puts files together. */
(() => {
  "use strict";
  /* ---- what the other scripts use as well ---- */
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  // A reader may have storage turned off: then nothing is kept.
  const store = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* it is off */ } },
  };
  // The id that the address ends in; what is no id, as "#100%", is left as it is.
  const fragment = () => {
    const written = location.hash.slice(1);
    try { return decodeURIComponent(written); } catch { return written; }
  };
  window.Edition = { make, store, fragment };

  const root = document.querySelector("[data-cite]");
  const base = new URL("../../", document.currentScript.src);
  const { worker } = document.currentScript.dataset;
  // From a copy on a disk a link leads to the site, if the build knew its address: who is sent it
  // has no such disk.
  const onDisk = location.protocol === "file:";
  const canonical = onDisk && document.querySelector("link[rel=canonical]")?.href;
  const here = location.href.split(/[?#]/)[0].slice(base.href.length).replace("index.html", "");
  const home = canonical ? new URL(canonical.slice(0, canonical.length - here.length)) : base;

  /* ---- words ---- */
  // The document's words inside a node, without what the edition puts between them.
  const wordsOf = (node) => {
    const copy = node.cloneNode(true);
    for (const extra of copy.querySelectorAll("[data-voice=edition]")) extra.remove();
    return copy.textContent.trim();
  };
  const path = (id) => `p/${/^p(\d+)/.exec(id)[1]}/`;
  const address = (id) => new URL(`${path(id)}#${id}`, home).href;
  const pageOf = (id) => new URL(path(id) + (onDisk ? "index.html" : ""), base);
  const place = (id, last = id) => {
    const [, paragraph, sentence] = /^p(\d+)(?:-s(\d+))?/.exec(id);
    const [, lastParagraph, lastSentence] = /^p(\d+)(?:-s(\d+))?/.exec(last);
    if (paragraph !== lastParagraph) return `paras. ${paragraph}–${lastParagraph}`;
    if (sentence !== lastSentence) return `para. ${paragraph}, sentences ${sentence}–${lastSentence}`;
    return `para. ${paragraph}` + (sentence ? `, sentence ${sentence}` : "");
  };
  // Words within one paragraph belong to its page, words across several to the page of the text.
  const inOne = (first, last) => first.split("-")[0] === last.split("-")[0];
  const shared = (fragment) => new URL(`${root.dataset.part ?? ""}#${fragment}`, home).href;
  const stretch = (first, last) =>
    first === last ? address(first)
      : inOne(first, last) ? `${address(first)}..${last}`
        : shared(`${first}..${last}`);
  const credited = (text, first, last = first) => `“${text}” (${root.dataset.cite}, ${place(first, last)}).`;
  const quotation = (text, first, last) => `${credited(text, first, last)} ${stretch(first, last ?? first)}`;
  // A phone has a menu of its own for sending something on; closing it is no fault.
  const share = (text, url) => navigator.share({ text, url }).catch(() => {});

  let said, silence;
  const say = (text) => {
    said ??= document.body.appendChild(make("p", { className: "ed-said" }));
    said.setAttribute("role", "status");
    said.textContent = text;
    clearTimeout(silence);
    silence = setTimeout(() => { said.textContent = ""; }, 2500);
  };
  window.Edition.say = say;
  // The old way, for a page that is not served safely or may not use the new one; whether it worked.
  const copiedBySelecting = (text) => {
    const before = document.activeElement;
    const area = document.body.appendChild(make("textarea", { value: text, className: "ed-hidden" }));
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus({ preventScroll: true });
    return done;
  };
  const escaped = (text) => make("p", { textContent: text }).innerHTML;
  // For whoever pastes it into a letter: with its italics, and addresses that are links.
  const rich = (html) => html.replace(/<\/?span[^>]*>/g, "").replace(/(<\/?)cite>/g, "$1i>")
    .replace(/https?:.+?(?=[.,;)]*(?:\s|&gt;|<|$))/g, '<a href="$&">$&</a>');
  const copyStyled = async (text, html) => navigator.clipboard.write([new ClipboardItem(Object.fromEntries(
    [["text/plain", text], ["text/html", rich(html)]].map(([type, words]) => [type, new Blob([words], { type })]),
  ))]);
  const copyQuotation = (text, first, last) => {
    const whole = quotation(text, first, last);
    return copy(whole, "Quotation", escaped(whole));
  };
  const copy = async (text, what, html) => {
    const done = html && await copyStyled(text, html).then(() => true, () => false)
      || await navigator.clipboard?.writeText(text).then(() => true, () => false) || copiedBySelecting(text);
    say(done ? `${what} copied` : "The browser lets nothing be copied");
  };

  Object.assign(window.Edition, { wordsOf, inOne, address, shared, stretch, credited, escaped, share, copy, copyQuotation });

  /* ---- a small menu for a paragraph or a sentence ---- */
  let menu;
  const closeMenu = (focus = true) => {
    if (!menu) return;
    const { opener, box } = menu;
    menu = undefined;
    box.remove();
    opener.setAttribute("aria-expanded", "false");
    if (focus) opener.focus();
  };
  const action = (label, run) => {
    const button = make("button", { type: "button", textContent: label });
    button.addEventListener("click", () => { closeMenu(); run(); });
    return button;
  };
  // OSCOLA wants the day of access, which no build can know.
  const today = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const accessed = (text, style) => (style === "oscola" ? text.replace(/(>|&gt;)\.$/, `$1 accessed ${today}.`) : text);
  const citationsOn = (page) => [...page.querySelectorAll("#cite ~ * .ed-citation")];
  // The paragraph's own page has its citations; the place and the address in them are put right.
  const cited = async (id) => {
    const page = await load(pageOf(id));
    return citationsOn(page).map((citation) => {
      const copied = citation.cloneNode(true);
      const pin = copied.querySelector("[data-part=place]");
      const where = copied.querySelector("[data-part=address]");
      const sentence = /-s(\d+)$/.exec(id)?.[1];
      if (sentence) pin?.append(`, sentence ${sentence}`);
      if (where && !where.textContent.startsWith("http")) where.textContent = address(id);
      else if (sentence) where?.append(`#${id}`);
      const { style } = citation.dataset;
      const [text, html] = [copied.textContent, copied.innerHTML].map((words) => accessed(words.trim(), style));
      return [citation.closest("dd").previousElementSibling.textContent, text, html];
    });
  };
  const ofNote = (id) => !/^p\d+(-s\d+)?$/.test(id);
  const citedNote = async (id) => {
    const file = await fetch(new URL(`data/${id.split("-")[0]}.json`, base));
    const texts = (await file.json()).citations[id];
    const own = RegExp(`[^ <]*${path(id)}#${id}`);
    return citationsOn(document).map((citation) => {
      const { style } = citation.dataset;
      const text = accessed(texts[style].replace(own, address(id)), style);
      // What is in italics there is so here.
      const html = [...citation.querySelectorAll("cite")].reduce(
        (words, { innerHTML }) => words.replace(innerHTML, () => `<cite>${innerHTML}</cite>`),
        escaped(text),
      );
      return [citation.closest("dd").previousElementSibling.textContent, text, html];
    });
  };
  const row = (name, ...children) => make("div", { className: "ed-menu-row" }, make("span", { textContent: name }), ...children);
  const styles = (id) => {
    const cell = row("Copy as", make("a", { textContent: "a citation", href: `${pageOf(id)}#cite` }));
    (ofNote(id) ? citedNote : cited)(id).then((all) => {
      if (all.length) cell.replaceChildren(cell.firstChild, ...all.map(([name, text, html]) => action(name, () => copy(text, name, html))));
    }).catch(() => { /* the link is left */ });
    return cell;
  };
  const sentencesOf = (element, opener) => [...element.querySelectorAll("[data-ref*='-s'][id]")].map((sentence) => {
    const number = sentence.id.split("-s")[1];
    const button = make("button", { type: "button", textContent: number });
    button.setAttribute("aria-label", `Sentence ${number}`);
    button.addEventListener("click", () => { closeMenu(false); openMenu(opener, sentence.id); });
    return button;
  });
  const openMenu = (opener, id) => {
    const again = menu?.opener === opener;
    closeMenu(false);
    if (again) return;
    const element = document.querySelector(`[data-voice=document][data-ref="${id}"]`);
    const note = ofNote(id) && document.getElementById(id).textContent;
    const text = wordsOf(element);
    const [paragraph, sentence] = id.slice(1).split("-s");
    const box = make(
      "div", { className: "ed-menu" },
      make("b", { textContent: note || `Paragraph ${paragraph}${sentence ? `, sentence ${sentence}` : ""}` }),
      action("Copy link", () => copy(address(id), "Link")),
      ...(note ? [] : [action("Copy quotation with citation", () => copyQuotation(text, id))]),
      ...(!note && navigator.share ? [action("Share …", () => share(credited(text, id), address(id)))] : []),
      styles(id),
      ...(sentence || note ? [] : [row("Sentence", ...sentencesOf(element, opener))]),
    );
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `Link to or cite ${place(id)}`);
    box.dataset.voice = "edition";
    opener.after(box);
    opener.setAttribute("aria-expanded", "true");
    menu = { opener, box };
    box.querySelector("button").focus();
  };
  const menuButton = (id) => {
    const button = make("button", { type: "button", className: "ed-more", textContent: "⋯" });
    button.setAttribute("aria-label", `Link to or cite ${place(id)}`);
    button.setAttribute("aria-expanded", "false");
    button.dataset.voice = "edition";
    button.addEventListener("click", () => openMenu(button, id));
    return button;
  };
  for (const heading of document.querySelectorAll(".ed-handle")) {
    heading.after(menuButton(heading.querySelector(".ed-num").id));
  }
  for (const title of document.querySelectorAll(".md-content h1[id^=p]")) title.after(menuButton(title.id));
  for (const title of document.querySelectorAll(".ed-note h3[id]")) {
    const button = menuButton(title.id);
    button.textContent = "Cite";
    button.setAttribute("aria-label", `Cite “${title.textContent}”`);
    title.parentNode.querySelector(".ed-meta p:last-child")?.append(" ", button);
  }
  for (const number of document.querySelectorAll("a.ed-s")) {
    number.setAttribute("aria-haspopup", "true");
    number.addEventListener("click", (event) => {
      event.preventDefault();
      history.replaceState(history.state, "", number.getAttribute("href"));
      openMenu(number, number.getAttribute("href").slice(1));
    });
  }

  /* ---- previews on hover and focus ---- */
  const pages = new Map();
  const load = (url) => {
    const key = url.href.split("#")[0];
    if (key === location.href.split("#")[0]) return Promise.resolve(document);
    if (!pages.has(key)) {
      const page = fetch(key).then(async (answer) =>
        new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html"));
      // Without a network now, there may be one when it is asked for again.
      page.catch(() => pages.delete(key));
      pages.set(key, page);
    }
    return pages.get(key);
  };
  const essence = (page, id) => {
    const found = id ? page.getElementById(id) : page.querySelector(".md-content h1");
    if (!found) return [];
    const note = found.closest("section.ed-note");
    if (note) return [...note.querySelectorAll(":scope > :not(.ed-meta, .ed-rest), :scope > .ed-rest > :not(summary, .ed-meta, .ed-positions)")];
    if (found.matches("li, [data-ref]")) return [found];
    if (found.matches("h1[id^=p]")) return [found, page.querySelector(".ed-plain")];
    const first = found.parentElement.querySelector("p:not([class])");
    return [found, first].filter(Boolean);
  };
  let preview, timer, over;
  const closePreview = () => { preview?.remove(); preview = undefined; };
  // What goes on with the words of a link leads where the link does (notes.js).
  const goalOf = (link) => new URL(link.dataset.to ?? link.href, location);
  // What a link leads to, in short: copies that may stand on this page.
  const told = async (link) => {
    const url = goalOf(link);
    const page = await load(url);
    // Words with several notes show them all.
    const ids = link.dataset.notes?.split(" ") ?? [url.hash.slice(1)];
    return ids.flatMap((id) => essence(page, id)).map((part) => {
      const copied = part.cloneNode(true);
      // The colour of its kind goes with a note.
      const note = part.closest(".ed-note");
      if (note) copied.classList.add(note.classList[1]);
      for (const element of [copied, ...copied.querySelectorAll("[id]")]) element.removeAttribute("id");
      for (const element of copied.querySelectorAll("a[href]")) {
        element.href = new URL(element.getAttribute("href"), url).href;
      }
      return copied;
    });
  };
  const openPreview = async (link) => {
    const parts = await told(link).catch(() => []);
    if (!parts.length || !link.isConnected || link !== over) return;
    closePreview();
    const pin = make("button", { type: "button", textContent: "Keep open", className: "ed-pin" });
    pin.setAttribute("aria-pressed", "false");
    pin.addEventListener("click", () => {
      preview.dataset.pinned = preview.dataset.pinned ? "" : "yes";
      pin.setAttribute("aria-pressed", String(Boolean(preview.dataset.pinned)));
    });
    const body = make("div", { className: "md-typeset" }, ...parts);
    preview = make("aside", { className: "ed-preview" }, pin, body);
    preview.setAttribute("aria-label", "Preview");
    preview.addEventListener("pointerenter", () => clearTimeout(timer));
    preview.addEventListener("pointerleave", () => leave());
    document.body.append(preview);
    const box = link.getBoundingClientRect();
    const below = box.bottom + preview.offsetHeight + 8 < innerHeight;
    preview.style.top = `${scrollY + (below ? box.bottom + 6 : Math.max(box.top - preview.offsetHeight - 6, 4))}px`;
    preview.style.left = `${Math.max(8, Math.min(box.left, innerWidth - preview.offsetWidth - 8))}px`;
  };
  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (!preview?.dataset.pinned) closePreview(); }, 300);
  };
  const worth = (target) => {
    const link = target.closest?.(".md-content a:is([href], [data-to]), .ed-preview a[href]");
    if (!link || link.matches(".ed-s, .ed-num, .ed-chip, .ed-par .ed-phrase, .ed-mini a, .ed-turn a")) return;
    const url = goalOf(link);
    const inside = url.origin === base.origin && url.pathname.startsWith(base.pathname);
    const known = /\/(?:p\/\d+|terms\/[^/]+|themes\/[^/]+)\/$/.test(url.pathname);
    return inside && (known || url.hash.startsWith("#src-")) ? link : undefined;
  };
  const soon = (link) => { over = link; clearTimeout(timer); timer = setTimeout(() => openPreview(link), 450); };
  // A link that scrolls under a still pointer is not meant: only a pointer that moves opens a preview.
  document.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || (!event.movementX && !event.movementY)) return;
    const link = worth(event.target);
    if (link && link !== over) soon(link);
  });
  document.addEventListener("pointerout", (event) => {
    if (!worth(event.target)) return;
    over = undefined;
    leave();
  });
  document.addEventListener("focusin", (event) => {
    const link = event.target.matches(":focus-visible") && worth(event.target);
    if (link) soon(link);
    else if (!event.target.closest(".ed-preview")) { over = undefined; leave(); }
  });
  document.addEventListener("scroll", () => { if (!preview) clearTimeout(timer); }, { passive: true });

  /* The pages on a small screen, folded in the masthead. */
  const folded = document.querySelector(".ed-nav-small");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (folded?.open) {
      folded.open = false;
      folded.querySelector("summary").focus();
    }
    closeMenu();
    closePreview();
    clearTimeout(timer);
    over = undefined;
  });
  document.addEventListener("pointerdown", (event) => {
    if (folded && !folded.contains(event.target)) folded.open = false;
    if (menu && !menu.box.contains(event.target) && event.target !== menu.opener) closeMenu(false);
  });

  /* ---- what is folded ---- */
  // A page that is not kept in memory comes back with its folds closed, and the place would be lost.
  const details = [...document.querySelectorAll(".md-content details")];
  const { open } = history.state ?? {};
  if (open) details.forEach((fold, index) => { fold.open = open.includes(index); });
  let noting;
  const keep = () => {
    clearTimeout(noting);
    noting = undefined;
    history.replaceState({ ...history.state, open: details.flatMap((fold, index) => (fold.open ? index : [])) }, "");
  };
  const note = () => {
    clearTimeout(noting);
    noting = setTimeout(keep, 100);
  };
  // Other things open and close as well: a dialog that does when a result is followed.
  document.addEventListener("toggle", (event) => { if (details.includes(event.target)) note(); }, true);
  addEventListener("hashchange", note);
  // A browser that is on its way to another page may give that up for what is written here.
  document.addEventListener("click", ({ target }) => {
    if (noting) keep();
    // What an address names stays unfolded by a style, unless its reader folds it.
    const fold = target.closest("summary")?.parentNode;
    fold?.classList.toggle("is-shut", fold.open);
  }, true);
  // Browsers unfold what an address names, and what is printed; some do not yet.  A heading
  // stands for what is folded below it, and the name of an entry for all of the entry.
  const closed = () => [...document.querySelectorAll(":is(.ed-fold, .ed-rest):not([open])")];
  const turn = (folds, open) => { for (const fold of folds) fold.open = open; };
  // What only narrow screens fold is opened by a style where there is room; some browsers cannot.
  const roomy = matchMedia("(min-width: 48em)");
  const spread = () => turn(document.querySelectorAll(".is-narrow"), roomy.matches);
  if (!CSS.supports("selector(::details-content)")) {
    roomy.addEventListener("change", spread);
    if (roomy.matches) spread();
  }
  const unfold = () => {
    const target = document.getElementById(fragment());
    const named = (fold) => fold.contains(target) || target.nextElementSibling === fold ||
      target.closest(".ed-note, .ed-commitment") === fold.parentNode || (target.id === "all" && fold.matches("#all ~ *"));
    const folds = target ? closed().filter(named) : [];
    turn(folds, true);
    if (folds.length) target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
  let unprinted = [];
  addEventListener("beforeprint", () => { unprinted = closed(); turn(unprinted, true); });
  addEventListener("afterprint", () => turn(unprinted, false));

  /* ---- citations to copy ---- */
  // A build that did not know the site's address left a path; in a browser the address is known.
  if (location.protocol.startsWith("http")) {
    for (const where of document.querySelectorAll("[data-part=address]")) {
      where.textContent = new URL(where.textContent, base).href;
    }
  }
  for (const citation of document.querySelectorAll(".ed-citation, [data-copy]")) {
    const button = make("button", { type: "button", className: "ed-copy", textContent: "Copy" });
    // A list of buttons says of each what it copies.
    const style = citation.closest("dd")?.previousElementSibling ?? citation.closest("tr")?.cells[0];
    if (style) button.ariaLabel = `Copy: ${style.textContent.trim()}`;
    const { style: kind } = citation.dataset;
    const words = (text) => accessed(text.trim(), kind);
    button.addEventListener("click", () => copy(words(citation.textContent), "Citation", words(citation.innerHTML)));
    citation.after(button);
  }

  /* ---- a phone that is turned ---- */
  // A browser stays with what it finds at the top; where that is a bar that never moves, the place is lost.
  let spot, still, width = innerWidth;
  const stay = () => {
    spot = undefined;
    for (const y of scrollY > 100 ? [120, 150, 180, 210] : []) {
      const element = document.elementsFromPoint(innerWidth / 2, y).find((each) => each.matches(".md-content :is(p, li, h2, h3, dt, dd, tr)"));
      if (!element) continue;
      const { top, height } = element.getBoundingClientRect();
      spot = { element, y, share: (y - top) / height };
      return;
    }
  };
  // Of the names of sections that stay in sight, that of the one which is read is marked, and shown.
  const names = document.querySelector(".ed-stays");
  const sections = [...names?.querySelectorAll("[href^='#']") ?? []];
  const mark = () => {
    if (!names) return;
    // The last may be too short to come to the top.
    const line = scrollY + innerHeight > document.body.scrollHeight - 9 ? innerHeight : 100;
    const here = sections.findLast(({ hash }) => document.getElementById(hash.slice(1)).getBoundingClientRect().top < line);
    for (const link of sections) link.ariaCurrent = link === here ? "true" : null;
    names.scrollLeft = here ? here.offsetLeft - 16 : 0;
  };
  mark();
  document.addEventListener("scroll", () => { clearTimeout(still); still = setTimeout(() => { stay(); mark(); }, 150); }, { passive: true });
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    clearTimeout(still);
    requestAnimationFrame(() => {
      if (!spot?.element.isConnected) return;
      const { top, height } = spot.element.getBoundingClientRect();
      scrollBy({ top: top + spot.share * height - spot.y, behavior: "instant" });
    });
  });

  /* ---- pages kept on the device, for when there is no network (sw.js) ---- */
  // A frame that may store nothing is told so by an error.
  const found = () => { try { return window.caches && navigator.serviceWorker; } catch { return undefined; } };
  const workers = location.protocol.startsWith("http") && found();
  const kept = {
    // Other editions may share the origin, and with it the storage.
    key: `edition.kept ${base.pathname}`,
    possible: worker && workers,
    caches: async () => (await caches.keys()).filter((name) => name.endsWith(` ${base}`)),
    start: async () => {
      // This page was read before there was a worker to keep it.
      const first = !workers.controller;
      await workers.register(worker);
      if (first) (await workers.ready).active.postMessage({ address: location.href });
    },
    forget: async () => {
      const registration = await workers.getRegistration(base);
      // One of the whole host may be somebody else's.
      if (registration?.scope === base.href) await registration.unregister();
      for (const name of await kept.caches()) await caches.delete(name);
    },
  };
  Object.assign(window.Edition, { base, kept, told });
  const wanted = kept.possible && store.get(kept.key) !== "no";
  // Not before the page is there and nobody waits for anything.
  if (workers) addEventListener("load", () => (window.requestIdleCallback ?? setTimeout)(() => {
    kept[wanted ? "start" : "forget"]().catch(() => { /* the pages are whole without it */ });
  }));
})();
