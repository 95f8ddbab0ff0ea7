/* The set phrases, and what is no longer said, against one earlier text: the rows that have something
   of it, and its column alone.  The whole tables are there without this. */
(() => {
  "use strict";
  const { make, fragment } = window.Edition;
  const tables = [...document.querySelectorAll(".ed-phrases")].map((table) => ({
    table,
    heads: [...table.tHead.rows].at(-1).cells,
    rows: [...table.querySelectorAll("tbody tr:not(.ed-group)")],
    select: make("select", {}, new Option("all earlier texts", "")),
    status: make("span", {}),
  }));
  if (!tables.length) return;
  const found = (row, column) => row.cells[column].querySelector("a");

  // What is told of a row below its table follows the row.
  const cardOf = (row) => document.getElementById(row.cells[0].querySelector("a").hash.slice(1))?.closest(".ed-cards > *");

  // What was found in all earlier texts says nothing of one: against one, the phrases are
  // arranged by what was found in that one.
  const states = ["changed", "sense", "same", "absent", "unread", "stands"];
  const state = (row, column) => states.findIndex((name) => row.cells[column].matches(`.m-${name}`));
  const named = (name) => document.querySelector(`.ed-legend .m-${name}`)?.nextSibling.textContent.trim();
  const arrange = (own, shown, column) => {
    for (const [row, home] of own.homes) home.append(row);
    if (column) own.alone.append(...shown.sort((a, b) => state(a, column) - state(b, column)));
  };
  const count = (own, shown, column) => {
    const kinds = states.map((name, i) => [shown.filter((row) => state(row, column) === i).length, named(name)]);
    const said = kinds.filter(([many, name]) => many && name).map((pair) => pair.join(" ")).join(" · ");
    return `${shown.length} of ${own.rows.length} phrases${said && ": "}${said}`;
  };

  const show = (column) => {
    for (const own of tables) {
      const { table, heads, rows, select, status } = own;
      select.selectedIndex = column;
      for (const row of rows) {
        row.hidden = column > 0 && !found(row, column);
        cardOf(row)?.toggleAttribute("hidden", row.hidden);
      }
      const shown = rows.filter((row) => !row.hidden);
      arrange(own, shown, column);
      for (const group of table.querySelectorAll("tbody .ed-group")) group.hidden = column > 0;
      for (const { cells } of [{ cells: heads }, ...rows]) {
        [...cells].forEach((cell, i) => { cell.hidden = column > 0 && i > 0 && i < cells.length - 1 && i !== column; });
      }
      // The names of the series stand above columns that may be gone.
      if (table.tHead.rows.length > 1) table.tHead.rows[0].hidden = column > 0;
      table.classList.toggle("is-against", column > 0);
      status.textContent = column ? count(own, shown, column) : "";
    }
  };

  const choose = (column) => {
    const url = new URL(location.href);
    const { value } = tables[0].select.options[column];
    if (value) url.searchParams.set("against", value);
    else url.searchParams.delete("against");
    history.replaceState(history.state, "", url);
    show(column);
  };

  for (const own of tables) {
    const { table, heads, rows, select, status } = own;
    // A cell's title begins with the text, which is the same down a column.
    for (const link of table.querySelectorAll("tbody td a[title]")) link.dataset.said = link.title.replace(/^[^:]*: /, "");
    own.homes = new Map(rows.map((row) => [row, row.parentNode]));
    own.alone = table.appendChild(make("tbody"));
    for (const head of [...heads].slice(1, -1)) {
      const link = head.querySelector("a");
      select.add(new Option(`${link.textContent}: ${link.title}`, link.hash.replace("#text-", "")));
    }
    status.setAttribute("role", "status");
    const tools = make("div", { className: "ed-tools" }, make("label", {}, "Compare with", select), status);
    tools.dataset.voice = "edition";
    table.parentNode.before(tools);
    select.addEventListener("change", () => choose(select.selectedIndex));
  }
  // A link to what does not follow the choice takes it back.
  addEventListener("hashchange", () => {
    const target = document.getElementById(fragment());
    if (!target?.closest("[hidden]")) return;
    choose(0);
    target.scrollIntoView();
  });
  const asked = new URL(location.href).searchParams.get("against");
  const column = [...tables[0].select.options].findIndex(({ value }) => value && value === asked);
  if (column > 0) show(column);
})();
