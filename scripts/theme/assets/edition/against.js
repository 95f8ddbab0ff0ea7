/* The set phrases against one earlier text: the phrases compared with it, and its column alone.
   The whole table is there without this. */
(() => {
  "use strict";
  const { make } = window.Edition;
  const table = document.querySelector(".ed-phrases");
  const heads = table && [...table.tHead.rows].at(-1).cells;
  if (!heads) return;
  const rows = [...table.querySelectorAll("tbody tr")];
  const phrases = rows.filter((row) => !row.matches(".ed-group"));
  const compared = (row, column) => row.cells[column].querySelector("a");
  // A cell's title begins with the text, which is the same down a column.
  for (const link of table.querySelectorAll("tbody td a[title]")) link.dataset.said = link.title.replace(/^[^:]*: /, "");

  const select = make("select", {}, new Option("all earlier texts", ""));
  for (const head of [...heads].slice(1, -1)) {
    const link = head.querySelector("a");
    select.add(new Option(`${link.textContent}: ${link.title}`, link.hash.replace("#text-", "")));
  }
  const status = make("span", {});
  status.setAttribute("role", "status");
  const tools = make("div", { className: "ed-tools" }, make("label", {}, "Compare with", select), status);
  tools.dataset.voice = "edition";
  table.parentNode.before(tools);

  // What was found in all earlier texts says nothing of one: against one, the phrases are
  // arranged by what was found in that one.
  const states = ["changed", "sense", "same", "absent", "unread"];
  const state = (row, column) => states.findIndex((name) => row.cells[column].matches(`.m-${name}`));
  const named = (name) => document.querySelector(`.ed-legend .m-${name}`).nextSibling.textContent.trim();
  const homes = new Map(phrases.map((row) => [row, row.parentNode]));
  const alone = make("tbody");
  table.append(alone);
  const arrange = (column) => {
    for (const [row, home] of homes) home.append(row);
    if (column) alone.append(...phrases.filter((row) => !row.hidden).sort((a, b) => state(a, column) - state(b, column)));
  };
  const count = (column) => {
    const shown = phrases.filter((row) => !row.hidden);
    const found = states.map((name, i) => [shown.filter((row) => state(row, column) === i).length, named(name)]);
    return `${shown.length} of ${phrases.length} phrases: ${found.filter(([many]) => many).map((pair) => pair.join(" ")).join(" · ")}`;
  };

  const show = () => {
    const column = select.selectedIndex;
    for (const row of phrases) row.hidden = column > 0 && !compared(row, column);
    arrange(column);
    for (const row of rows) {
      if (row.matches(".ed-group")) row.hidden = phrases.every((own) => own.parentNode !== row.parentNode || own.hidden);
    }
    for (const { cells } of [{ cells: heads }, ...phrases]) {
      [...cells].forEach((cell, i) => { cell.hidden = column > 0 && i > 0 && i < cells.length - 1 && i !== column; });
    }
    // The names of the series stand above columns that may be gone.
    if (table.tHead.rows.length > 1) table.tHead.rows[0].hidden = column > 0;
    table.classList.toggle("is-against", column > 0);
    status.textContent = column ? count(column) : "";
  };
  select.addEventListener("change", () => {
    const url = new URL(location.href);
    if (select.value) url.searchParams.set("against", select.value);
    else url.searchParams.delete("against");
    history.replaceState(history.state, "", url);
    show();
  });
  const asked = new URL(location.href).searchParams.get("against");
  if ([...select.options].some(({ value }) => value === asked)) select.value = asked;
  if (select.value) show();
})();
