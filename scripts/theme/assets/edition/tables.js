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

  /* All lists of a page share one box.  What shows nothing goes: a heading above an empty list,
     or the periods and kinds in which it is folded; those that show something say how much. */
  const FEW = 200;
  const foldsOf = (element) => {
    const fold = element.closest(".ed-fold");
    return fold ? [fold, ...foldsOf(fold.parentNode)] : [];
  };
  const headAbove = (element) => {
    const before = element.previousElementSibling;
    return before && !before.matches("h2") ? headAbove(before) : before;
  };
  const lists = [...document.querySelectorAll("[data-filter]")].map((list) => {
    const own = foldsOf(list);
    const items = [...list.querySelectorAll(`:scope > ${list.dataset.filter}`)];
    return { list, items, folds: own, head: headAbove(own.at(-1) ?? list) };
  });
  if (!lists.length) return;
  const items = lists.flatMap((own) => own.items);
  const folds = new Map([...document.querySelectorAll(".ed-fold")].map((fold) => [fold, { all: 0 }]));
  for (const own of lists) for (const fold of own.folds) folds.get(fold).all += own.items.length;

  const { words, status, tools, has } = filterTools();
  const choices = document.querySelector(".ed-choices");
  tools.append(...choices?.firstChild.content.childNodes ?? []);
  const selects = [...tools.querySelectorAll("select")];
  // A choice with a name is among all values of that name that the items have; an address may make it.
  const asked = new URLSearchParams(location.search);
  for (const select of selects.filter(({ name }) => name)) {
    const values = new Set(items.flatMap((item) => item.dataset[select.name]?.split(" ") ?? []));
    const inOrder = [...values].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    select.append(...inOrder.map((value) => make("option", { value: `[data-${select.name}~="${value}"]` }, value)));
    const chosen = inOrder.indexOf(asked.get(select.name));
    if (chosen >= 0) select.selectedIndex = chosen + 1;
  }
  let texts, before;

  // A few finds are all seen at once; of many, each fold says how many it has.
  const turn = (asked, count) => {
    if (asked) before ??= new Map([...folds.keys()].map((fold) => [fold, fold.open]));
    for (const fold of folds.keys()) fold.open = asked && count <= FEW || (before?.get(fold) ?? fold.open);
    if (!asked) before = undefined;
    document.querySelector(".ed-folds")?.classList.toggle("is-filtered", asked);
  };
  const show = () => {
    const asked = [words, ...selects].some(({ value }) => value.trim());
    texts ??= new Map(items.map((item) => [item, fold(item.textContent)]));
    const fits = (item) => has(texts.get(item)) && selects.every(({ value }) => !value || item.matches(value));
    for (const own of folds.values()) own.shown = 0;
    const heads = new Set();
    for (const own of lists) {
      for (const item of own.items) item.hidden = !fits(item);
      const shown = own.items.filter((item) => !item.hidden).length;
      own.list.hidden = !shown;
      if (shown) heads.add(own.head);
      for (const each of own.folds) folds.get(each).shown += shown;
    }
    for (const { head } of lists) if (head) head.hidden = !heads.has(head);
    for (const [each, { shown, all }] of folds) {
      each.hidden = !shown;
      each.querySelector(".ed-many").textContent = shown === all ? all.toLocaleString("en") : outOf(shown, all);
    }
    const count = items.filter((item) => !item.hidden).length;
    turn(asked, count);
    status.textContent = outOf(count, items.length);
  };
  words.addEventListener("input", show);
  for (const select of selects) select.addEventListener("change", show);
  tools.append(status);
  (choices ?? lists[0].head).before(tools);
  if (selects.some(({ value }) => value)) show();
  else status.textContent = outOf(items.length, items.length);

  const within = (target) => lists.some(({ list, head }) => list.contains(target) || head === target);
  showAgain(within, () => {
    for (const control of [words, ...selects]) control.value = "";
    show();
  });
})();
