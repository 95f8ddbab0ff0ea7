/* What is kept on the device: keeps the whole edition, removes it, lists the pages.  Loaded where that is asked for. */
(() => {
  "use strict";
  const { make, store, say, base, kept } = window.Edition;
  // How many are fetched at a time; more would only share the same line.
  const LANES = 4;
  const day = (date) => date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const many = (count) => `${count.toLocaleString("en")} ${count === 1 ? "page" : "pages"}`;
  const shown = (element, on) => { if (element) element.hidden = !on; };

  /* ---- what there is ---- */
  const unescaped = (text) => new DOMParser().parseFromString(text, "text/html").body.textContent;
  const pages = async () => {
    const found = new Map();
    for (const name of await kept.caches()) {
      if (!/^edition \d+ (read|whole) /.test(name)) continue;
      for (const { headers } of await (await caches.open(name)).matchAll()) {
        const [address, title, seen, size] = ["address", "title", "seen", "size"].map((key) => headers.get(`x-${key}`));
        found.set(address, { address, title: unescaped(decodeURIComponent(title)), seen: new Date(seen), size: Number(size) });
      }
    }
    return found;
  };

  /* ---- the page that lists it ---- */
  const list = document.querySelector("[data-kept-list]");
  const entry = ({ address, title, seen }) =>
    make("li", {}, make("a", { href: address, textContent: title || address }), " ", make("time", { dateTime: seen.toISOString(), textContent: day(seen) }));
  // In the order of the text, then by name.
  const rank = ({ address }) => {
    const [, number] = /^p\/(\d+)\//.exec(address.slice(base.href.length)) ?? [];
    return address === base.href ? 0 : Number(number ?? Infinity);
  };
  const inOrder = (one, other) => (rank(one) - rank(other) || 0) || one.title.localeCompare(other.title);
  const showList = async () => {
    const all = kept.possible ? [...(await pages()).values()].sort(inOrder) : [];
    list.replaceChildren(...all.map(entry));
    shown(document.querySelector("[data-kept=nothing]"), !all.length);
  };
  if (list) {
    // The worker shows this page at the address of one that is not kept.
    const elsewhere = location.href.split(/[?#]/)[0] !== new URL("kept/", base).href;
    if (elsewhere) {
      document.title = document.querySelector("h1").textContent = "No connection";
      shown(document.querySelector("[data-kept=elsewhere]"), true);
      shown(document.querySelector("[data-kept=here]"), false);
      // Who is on the way to a page that is kept is not called back.
      let leaving = false;
      addEventListener("click", ({ target }) => { leaving = Boolean(target.closest("a[href]")); });
      addEventListener("pageshow", () => { leaving = false; });
      addEventListener("online", () => { if (!leaving) location.reload(); });
    }
    showList();
  }

  /* ---- keeping everything, and nothing ---- */
  const box = document.querySelector(".ed-keep");
  const links = document.querySelectorAll("a[href='#keep']");
  if (!kept.possible) for (const empty of [box, ...links]) empty?.remove();
  if (!box || !kept.possible) return;
  for (const link of links) link.hidden = false;
  box.hidden = false;
  const status = box.querySelector("[role=status]");
  const bar = box.querySelector("progress");
  const [keeping, removing] = box.querySelectorAll("button");
  const name = keeping.textContent;
  const showState = async (before = "") => {
    const there = [...(await pages()).values()];
    const size = there.reduce((sum, each) => sum + each.size, 0) / 1e6;
    const count = there.length && `${many(there.length)}, ${size.toFixed(1)} MB`;
    const choice = store.get(kept.key) ?? "";
    const whole = choice && choice !== "no";
    const state = whole ? `The whole edition is kept: ${count}, fetched on ${day(new Date(choice))}.`
      : count ? `Kept up to now: ${count}.`
        : choice === "no" ? "Nothing is kept, and pages that you read are not kept either."
          : "Nothing is kept yet.";
    status.textContent = `${before}${state}`;
    keeping.textContent = whole ? "Fetch it again" : name;
    shown(removing, choice !== "no");
  };
  // The text itself comes first, then the search.
  const addresses = async () => {
    const answer = await fetch(new URL("kept/pages.json", base));
    if (!answer.ok) throw new Error(answer.status);
    const listed = await answer.json();
    const tools = window.Edition.searchFiles;
    // A page asks for a font when one of its signs is in it; some other page may need it.
    const faces = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule)
      .flatMap((rule) => [...rule.cssText.matchAll(/url\("?([^")]+)/g)].map(([, file]) => new URL(file, sheet.href))));
    const index = listed.search.map((path) => Object.assign(new URL(path, base), { search: tools[0].search }));
    const [text, ...others] = listed.pages.map((path) => new URL(path, base));
    return [text, ...tools, ...index, ...faces, ...others].map((url) => url.href);
  };
  // Whether the worker has kept what is at an address.
  const keep = async (address) => {
    const { active } = await navigator.serviceWorker.ready;
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(data);
      active.postMessage({ address, whole: true }, [port2]);
    });
  };
  let stop;
  const fetchAll = async (all, has) => {
    let done = 0, lost = 0;
    const left = all.filter((address) => !has(address));
    const next = () => {
      bar.value = done += 1;
      keeping.textContent = `Stop (${done.toLocaleString("en")} of ${left.length.toLocaleString("en")})`;
    };
    bar.max = left.length;
    bar.value = 0;
    const lane = async () => {
      while (left.length > 0 && !stop && !lost) {
        if (!await keep(left.shift())) lost += 1;
        else next();
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return lost;
  };
  keeping.addEventListener("click", async () => {
    if (stop === false) { stop = true; return; }
    stop = false;
    const before = store.get(kept.key) ?? "";
    store.set(kept.key, "");
    shown(bar, true);
    shown(removing, false);
    status.textContent = "Fetching. You can go on reading in another tab.";
    if (before === "no") await kept.start().catch(() => { /* without the list either */ });
    navigator.storage?.persist?.();
    // What was fetched before the line was lost need not be fetched again.
    const there = before && before !== "no" ? new Map() : await pages();
    const all = await addresses().catch(() => undefined);
    const lost = !all || await fetchAll(all, (address) => there.has(address));
    if (!lost && !stop) store.set(kept.key, new Date().toISOString());
    const why = stop ? "Stopped. " : lost ? "The connection was lost; press again to go on from here. " : "";
    stop = undefined;
    shown(bar, false);
    await showState(why);
  });
  removing.addEventListener("click", async () => {
    store.set(kept.key, "no");
    await kept.forget();
    await showState();
    say("Removed from this device");
    keeping.focus();
  });
  showState();
})();
