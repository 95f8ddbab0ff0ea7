/* Sorts and filters the tables marked with data-table, filters the lists marked with data-filter; each is whole without this. */
(() => {
  "use strict";
  const { make, fragment } = window.Edition;
  const value = (row, index) => {
    const cell = row.cells[index];
    return cell?.dataset.value ?? cell?.textContent.trim() ?? "";
  };
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  // What can be chosen in a column, each with the values that it stands for: what all do together
  // is done by each of them.
  const choicesIn = (values, [joint, ...each]) => values.flatMap((text) =>
    values.includes(joint) && each.includes(text) ? [[text, [text, joint]], [`${text} alone`, [text]]] : [[text, [text]]]);
  const outOf = (count, all) => `${count.toLocaleString("en")} of ${all.toLocaleString("en")}`;
  const filterTools = () => {
    const words = make("input", { type: "search" });
    const status = make("span", {});
    status.setAttribute("role", "status");
    const tools = make("div", { className: "ed-tools" }, make("label", {}, "Filter", words));
    tools.dataset.voice = "edition";
    const has = (text) => fold(words.value.trim()).split(/\s+/).every((word) => text.includes(word));
    return { words, status, tools, has };
  };
  // A link to what is filtered out shows it again.
  const showAgain = (contains, clear) => window.addEventListener("hashchange", () => {
    const target = document.getElementById(fragment());
    if (!target || !contains(target) || !target.closest("[hidden]")) return;
    clear();
    target.scrollIntoView();
  });

  for (const table of document.querySelectorAll("table[data-table]")) {
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.querySelectorAll("tbody tr:not(.ed-group)")];
    const groups = [...table.querySelectorAll(".ed-group")];
    const homes = rows.map((row) => row.parentNode);
    const texts = rows.map((row) => fold(row.textContent));
    const choices = new Map();
    let sorted = null;

    const { words, status, tools, has } = filterTools();

    const show = () => {
      let count = 0;
      rows.forEach((row, number) => {
        const fits =
          has(texts[number]) &&
          [...choices].every(([index, { select, kinds }]) => !select.value || kinds.get(select.value).includes(value(row, index)));
        row.hidden = !fits;
        count += fits;
      });
      for (const group of groups) {
        group.hidden = sorted !== null || ![...group.parentNode.rows].some((row) => row !== group && !row.hidden);
      }
      status.textContent = outOf(count, rows.length) + [...choices].map(parted).join("");
    };
    // Of how many kinds what is shown is, where a choice stands for several.
    const parted = ([index, { select, kinds }]) => {
      const several = select.value ? kinds.get(select.value) : [];
      if (several.length < 2) return "";
      const shown = rows.filter((row) => !row.hidden).map((row) => value(row, index));
      return `: ${several.map((kind) => `${kind} ${shown.filter((text) => text === kind).length}`).join(", ")}`;
    };

    const sort = (index, direction) => {
      sorted = direction ? index : null;
      heads.forEach((head, number) => {
        if (head.dataset.sort === undefined) return;
        head.setAttribute("aria-sort", number === sorted ? direction : "none");
      });
      if (!direction) {
        rows.forEach((row, number) => homes[number].append(row));
      } else {
        const numeric = heads[index].dataset.sort === "number";
        const order = direction === "ascending" ? 1 : -1;
        const keyed = rows.map((row) => [value(row, index), row]);
        keyed.sort(([a], [b]) => {
          // What is empty comes last, in either direction.
          if (!a || !b) return !a - !b;
          return order * (numeric ? a - b : a.localeCompare(b));
        });
        table.tBodies[0].append(...keyed.map(([, row]) => row));
      }
      show();
    };

    heads.forEach((head, index) => {
      const name = head.textContent.trim();
      if (head.dataset.choose !== undefined) {
        const found = [...new Set(rows.map((row) => value(row, index)))].filter(Boolean).sort();
        const select = make("select", {}, make("option", { value: "" }, "all"));
        const kinds = new Map(choicesIn(found, (head.dataset.together ?? "").split("|")));
        select.append(...[...kinds.keys()].map((text) => make("option", { value: text }, text)));
        select.addEventListener("change", show);
        choices.set(index, { select, kinds });
        tools.append(make("label", {}, name, select));
      }
      if (head.dataset.sort === undefined) return;
      const button = make("button", { type: "button", textContent: name });
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        sort(index, now === "ascending" ? "descending" : now === "descending" ? "" : "ascending");
      });
      head.replaceChildren(button);
      head.setAttribute("aria-sort", "none");
    });
    words.addEventListener("input", show);
    tools.append(status);
    table.parentNode.before(tools);
    show();

    showAgain((target) => table.contains(target), () => {
      words.value = "";
      for (const { select } of choices.values()) select.value = "";
      show();
    });
  }

  /* All lists of a page share one box; a heading above an empty list goes with it. */
  const lists = [...document.querySelectorAll("[data-filter]")].map((list) => ({
    list,
    items: [...list.querySelectorAll(`:scope > ${list.dataset.filter}`)].map((item) => [item, fold(item.textContent)]),
  }));
  if (!lists.length) return;
  const { words, status, tools, has } = filterTools();
  const show = () => {
    let count = 0;
    for (const { list, items } of lists) {
      const shown = items.filter(([item, text]) => { item.hidden = !has(text); return !item.hidden; }).length;
      list.hidden = list.previousElementSibling.hidden = !shown;
      count += shown;
    }
    status.textContent = outOf(count, lists.reduce((sum, { items }) => sum + items.length, 0));
  };
  words.addEventListener("input", show);
  tools.append(status);
  lists[0].list.previousElementSibling.before(tools);
  const within = (target) => lists.some(({ list }) => list.contains(target) || list.previousElementSibling === target);
  showAgain(within, () => { words.value = ""; show(); });
  show();
})();
