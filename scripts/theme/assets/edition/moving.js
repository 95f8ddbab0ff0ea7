/* Moving through the text: where you are, a box to jump, and keys. */
(() => {
  "use strict";
  const { make, store } = window.Edition;
  const ticks = [...document.querySelectorAll(".ed-ticks a")];
  if (!ticks.length) return;
  const bar = document.querySelector(".ed-bar");
  const nav = ticks[0].closest("nav");
  // In a long text a page has the marks of some paragraphs only.
  const last = nav.dataset.last ?? ticks.at(-1).textContent;
  const paragraphs = [...document.querySelectorAll(".ed-par")];
  const narrow = matchMedia("(max-width: 68.74em)");

  /* ---- where you are ---- */
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
  // What tells where you are, told again when the page has moved.
  const follow = (tell) => {
    let waiting = false;
    document.addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; tell(); });
    }, { passive: true });
    tell();
  };
  const jump = make("select", { className: "ed-goto" });
  const mark = () => {
    const index = Math.max(0, here());
    jump.value = String(index);
    ticks.forEach((tick, i) => {
      if (i === index) tick.setAttribute("aria-current", "true"); else tick.removeAttribute("aria-current");
    });
  };

  /* ---- a text in parts ---- */
  // What the first page no longer has is listed among its contents, and its address goes on from there.
  const onward = () => {
    const [, id] = /^#(p\d+)\b/.exec(location.hash) ?? [];
    const link = id && document.querySelector(`.ed-contents #${id} a`);
    if (link) location.replace(link.href.split("#")[0] + location.hash);
  };
  addEventListener("hashchange", onward);
  onward();
  const elsewhere = (number) => {
    if (!(number > 0 && number <= last)) return false;
    const contents = document.querySelector(".ed-turn [href$='#contents']");
    location.href = contents
      ? `${contents.href.split("#")[0]}#p${number}`
      : ticks[0].href.replace(/p\/\d+\//, `p/${number}/`);
    return true;
  };

  /* ---- moving ---- */
  const go = (index) => {
    // On a paragraph's own page its neighbours are pages too.
    if (!paragraphs.length) { if (ticks[index]) location.href = ticks[index].href; return; }
    if (nav.dataset.last && !paragraphs[index] && elsewhere(Number(ticks[0].textContent) + Math.max(-1, index))) return;
    const target = paragraphs[Math.max(0, Math.min(index, paragraphs.length - 1))];
    target.scrollIntoView({ block: "start" });
    target.querySelector(".ed-num").focus({ preventScroll: true });
  };
  const step = (by) => go((paragraphs.length ? from() : ticks.findIndex((tick) => tick.ariaCurrent)) + by);
  const goNote = (by) => {
    const stops = [...document.querySelectorAll("a.ed-phrase:not([tabindex]):not(.is-quiet)")];
    const at = stops.indexOf(document.activeElement);
    const line = innerHeight / 3;
    const near = stops.findIndex((stop) => stop.getBoundingClientRect().top >= line);
    const next = at >= 0 ? at + by : by > 0 ? near : near - 1;
    const stop = stops[Math.max(0, Math.min(next, stops.length - 1))];
    stop?.scrollIntoView({ block: "center" });
    stop?.focus({ preventScroll: true });
  };

  /* ---- another day ---- */
  // The place is kept when the page is left, and offered under the title of the text.
  const KEPT = "edition.place";
  const folder = new URL(".", location).pathname;
  document.addEventListener("visibilitychange", () => {
    const at = paragraphs.length ? here() : ticks.findIndex((tick) => tick.ariaCurrent);
    const number = ticks[at]?.textContent;
    if (!document.hidden || !number || number === "1") return;
    const left = [number, `${location.pathname}${paragraphs.length ? `#p${number}` : ""}`];
    store.set(KEPT, JSON.stringify(left));
  });
  const offer = () => {
    const title = document.querySelector("h1#title ~ .ed-sub");
    const left = JSON.parse(store.get(KEPT)) ?? [];
    // Another edition may be beside this one.
    if (title && !location.hash && left[1]?.startsWith(folder)) {
      title.append(" · ", make("a", { href: left[1], textContent: `Continue at ¶ ${left[0]}` }));
    }
  };
  offer();

  /* ---- g, then a number ---- */
  const said = document.body.appendChild(make("p", { className: "ed-said" }));
  said.setAttribute("role", "status");
  let number, timer;
  const ask = (digits) => {
    number = digits;
    clearTimeout(timer);
    said.textContent = digits === undefined ? "" : `Paragraph ${digits || "…"}`;
    if (digits) timer = setTimeout(jumpTo, 900);
  };
  const jumpTo = () => {
    const index = ticks.findIndex((tick) => tick.textContent === number);
    const wanted = Number(number);
    ask();
    if (ticks[index]) go(index); else elsewhere(wanted);
  };
  const answer = (key) => {
    if (/^\d$/.test(key)) {
      ask(number + key);
      if (number.length === last.length) jumpTo();
    } else if (key === "Enter") jumpTo();
    else ask();
  };

  /* ---- the keys ---- */
  const help = make("dialog", { className: "ed-help" });
  help.setAttribute("aria-labelledby", "ed-help-title");
  help.innerHTML =
    '<h2 id="ed-help-title">Keyboard shortcuts</h2><dl><dt>j k</dt><dd>next, previous paragraph</dd><dt>n p</dt><dd>next, previous note</dd>' +
    "<dt>g 6</dt><dd>go to paragraph 6</dd><dt>c</dt><dd>copy a link to the selected words</dd><dt>/</dt><dd>search</dd><dt>?</dt><dd>show this list</dd><dt>Esc</dt><dd>close</dd></dl>" +
    '<form method="dialog"><button>Close</button></form>';
  document.body.append(help);
  const keys = {
    j: () => step(1), k: () => step(-1), n: () => goNote(1), p: () => goNote(-1),
    g: () => ask(""), "?": () => help.showModal(),
  };
  addEventListener("keydown", (event) => {
    const busy = event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]") ||
      event.target.closest?.("input:not([type=radio]), textarea, select, [contenteditable]");
    if (busy) return;
    const run = number === undefined ? keys[event.key] : () => answer(event.key);
    if (!run) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    run();
  }, true);

  /* ---- the sections of a paragraph's own page, which is long on a phone ---- */
  const steps = document.querySelector(".ed-steps");
  if (steps) {
    const heads = [...document.querySelectorAll(".ed-page :is(h1, h2)[id], .ed-after > h2[id]")];
    const sections = make("select", { ariaLabel: "Section" });
    for (const head of heads) {
      const name = head.matches("h1") ? "Words" : head.textContent;
      sections.add(new Option(name, head.id));
    }
    sections.addEventListener("change", () => {
      location.hash = sections.value;
      document.getElementById(sections.value).scrollIntoView();
    });
    steps.lastElementChild.before(sections);
    follow(() => {
      const line = innerHeight / 3;
      sections.value = (heads.findLast((head) => head.getBoundingClientRect().top <= line) ?? heads[0]).id;
    });
  }

  if (!bar) return;
  // On a phone the menu and the search are far above.
  jump.add(new Option("↑ Title, menu, search", "top"));
  ticks.forEach((tick, i) => jump.add(new Option(`¶ ${tick.textContent} ${tick.title}`, String(i))));
  jump.setAttribute("aria-label", "Go to paragraph");
  jump.addEventListener("change", () => { if (jump.value === "top") scrollTo(0, 0); else go(Number(jump.value)); });
  const keysButton = make("button", { type: "button", textContent: "Keys ?", title: "Keyboard shortcuts", className: "ed-keys" });
  keysButton.addEventListener("click", () => help.showModal());
  // After the filter, which may be there already: it must not be pushed aside.
  nav.before(jump, keysButton);

  // On a narrow screen the marks are too small for a finger to be sure of: the box says the same.
  const size = () => {
    if (narrow.matches) nav.setAttribute("aria-hidden", "true"); else nav.removeAttribute("aria-hidden");
    for (const tick of ticks) tick.tabIndex = narrow.matches ? -1 : 0;
  };
  narrow.addEventListener("change", size);
  size();
  follow(mark);
})();
