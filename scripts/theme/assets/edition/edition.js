/* Small helps on top of pages that are whole without them. */
(() => {
  "use strict";
  const bar = document.querySelector(".ed-bar");
  const paragraphs = [...document.querySelectorAll(".ed-par")];
  const typing = (event) =>
    event.altKey || event.ctrlKey || event.metaKey ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;

  const light = (ids, on) => {
    for (const id of ids) {
      document.getElementById(id)?.classList.toggle("is-lit", on);
      for (const phrase of document.querySelectorAll(`.ed-phrase[data-notes~="${CSS.escape(id)}"]`)) {
        phrase.classList.toggle("is-lit", on);
      }
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

  if (!bar || !paragraphs.length) return;

  const here = () => {
    const line = window.innerHeight / 3;
    let index = 0;
    paragraphs.forEach((paragraph, i) => {
      if (paragraph.getBoundingClientRect().top <= line) index = i;
    });
    return index;
  };
  const go = (index) => {
    const target = paragraphs[Math.max(0, Math.min(index, paragraphs.length - 1))];
    const number = target.querySelector(".ed-num");
    target.scrollIntoView({ block: "start" });
    number.focus({ preventScroll: true });
  };

  bar.innerHTML =
    '<button type="button" aria-pressed="true">Notes on</button>' +
    '<form><label>Paragraph <input inputmode="numeric" pattern="[0-9]*" aria-label="Go to paragraph"></label></form>' +
    '<span class="ed-place" role="status"></span>' +
    '<ul class="ed-ticks" aria-label="Where you are"></ul>';
  const [button, form] = bar.children;
  const place = bar.querySelector(".ed-place");
  const ticks = paragraphs.map((paragraph) => {
    const number = paragraph.querySelector(".ed-num");
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${number.id}`;
    link.title = paragraph.querySelector(".ed-handle").textContent.trim();
    link.setAttribute("aria-label", `Paragraph ${link.title}`);
    item.append(link);
    bar.querySelector(".ed-ticks").append(item);
    return link;
  });

  const notes = (on) => {
    document.body.classList.toggle("notes-off", !on);
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? "Notes on" : "Notes off";
  };
  let remembered = "on";
  try { remembered = localStorage.getItem("edition.notes") ?? "on"; } catch { /* storage is off */ }
  notes(remembered !== "off");
  button.addEventListener("click", () => {
    const on = document.body.classList.contains("notes-off");
    notes(on);
    try { localStorage.setItem("edition.notes", on ? "on" : "off"); } catch { /* storage is off */ }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const number = Number(form.querySelector("input").value);
    if (number >= 1 && number <= paragraphs.length) go(number - 1);
  });
  document.addEventListener("keydown", (event) => {
    if (typing(event)) return;
    if (event.key === "j") go(here() + 1);
    if (event.key === "k") go(here() - 1);
  });
  let waiting = false;
  const mark = () => {
    waiting = false;
    const index = here();
    place.textContent = `${index + 1} of ${paragraphs.length}`;
    ticks.forEach((tick, i) => tick.classList.toggle("is-here", i === index));
  };
  document.addEventListener("scroll", () => {
    if (!waiting) { waiting = true; requestAnimationFrame(mark); }
  }, { passive: true });
  bar.hidden = false;
  mark();
})();
