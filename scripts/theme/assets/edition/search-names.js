/* Terms and themes by their names: whole, in part, run together, with a slip. */
window.EditionNames = (() => {
  "use strict";
  const { pairs, plain, stem, letters, far, edits, allowed, HAN } = window.EditionWords;
  const { SMALL } = window.EditionQuery;
  const { starting } = window.EditionIndex;
  // A name is worth less if it is no title, or only a part of what was typed.
  const OTHER = 0.97, HELD = 0.15, REST = 0.32, PARTLY = 0.85;

  class Names {
    /* *alike* has rows of words that readers use for one another. */
    constructor(alike) {
      this.all = [];
      this.stems = new Map();
      this.wholes = new Set();
      this.alike = new Map();
      for (const row of alike) for (const word of row) this.alike.set(stem(plain(word).join("")), row);
    }

    /* Takes a name in words: *place* 0 for a title. */
    add(parts, text, place, entry) {
      const main = parts.filter((word) => !SMALL.has(word));
      const stems = (main.length ? main : parts).map((word) => this.root(word));
      const joined = parts.join("");
      for (const part of new Set(stems)) {
        if (this.stems.has(part)) this.stems.get(part).push(this.all.length);
        else {
          this.stems.set(part, [this.all.length]);
          this.roots = undefined;
        }
      }
      // "commitments" is the name of a page and asks for all of them as well.
      if (entry.kind !== "page") this.wholes.add(joined);
      this.all.push({ entry, place, text, joined, letters: letters(joined), stems, key: stems.join("") });
    }

    /* What *word* has in common with its family, and with words that readers use for the same. */
    root(word) {
      const own = stem(word);
      const row = this.alike.get(own);
      return row ? stem(row[0]) : own;
    }

    /* How well the best name of each fits, 0 to 1, and which it is; *slipped* says whether letters may be a slip. */
    find(query, slipped) {
      const joined = (query.kinds.size ? query.runs : query.all).join("");
      const stems = query.runs.map((word) => this.root(word));
      const best = new Map();
      if (!joined) return best;
      const slips = slipped(joined) ? allowed(joined.replace(/\d/g, "")) : 0;
      const asked = { joined, whole: query.all.join(""), letters: letters(joined), stems, all: new Set(stems).size, key: stems.join(""), digits: digits(joined), slips };
      const held = this.holding(stems, query.open);
      this.all.forEach((name, i) => {
        const quality = fit(name, asked, held[i]) * (name.place ? OTHER : 1);
        if (quality > (best.get(name.entry)?.quality ?? 0)) best.set(name.entry, { quality, name });
      });
      return best;
    }

    /* How many of *stems* each name has; the last may be the beginning of one, if *open*. */
    holding(stems, open) {
      const held = new Uint8Array(this.all.length);
      [...new Set(stems)].forEach((part, i, all) => {
        const names = new Set(this.stems.get(part));
        if (open && i === all.length - 1 && part.length > 1) {
          this.roots ??= [...this.stems.keys()].sort();
          for (const own of starting(this.roots, part)) for (const name of this.stems.get(own)) names.add(name);
        }
        for (const name of names) held[name] += 1;
      });
      return held;
    }

    /* Those whose names have most pairs of letters in common with *joined*. */
    nearest(joined) {
      const wanted = new Set(pairs(joined)), best = new Map();
      if (joined.length < 2) return [];
      for (const name of this.all) {
        const own = name.pairs ??= new Set(pairs(name.joined));
        const common = [...own].filter((pair) => wanted.has(pair)).length;
        const alike = 2 * common / (own.size + wanted.size);
        if (alike > (best.get(name.entry) ?? 0.2)) best.set(name.entry, alike);
      }
      return [...best].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([entry]) => entry);
    }
  }

  /* The longest run of *few* that occurs in *many* in the same order. */
  const together = (few, many) => {
    let best = [];
    for (let i = 0; i < few.length; i += 1) {
      for (let j = 0; j < many.length; j += 1) {
        let length = 0;
        while (i + length < few.length && few[i + length] === many[j + length]) length += 1;
        if (length > best.length) best = few.slice(i, i + length);
      }
    }
    return best;
  };

  const digits = (text) => text.replace(/\D/g, "");

  /* How well a name that has *held* of the stems fits what was typed, 0 to 1. */
  const fit = (name, { joined, whole, letters: own, stems, all, key, slips, digits: figures }, held) => {
    if (name.joined === joined || name.joined === whole) return 1;
    if (held && name.key === key) return 0.95;
    const share = Math.min(1, joined.length / name.joined.length);
    if (held === all) return 0.45 + 0.4 * share;
    const sign = HAN.test(joined);
    if (joined.length >= (sign ? 2 : 5) && name.joined.includes(joined)) return 0.4 + 0.45 * share;
    if (slips && !far(own, name.letters, slips) && digits(name.joined) === figures) {
      const distance = edits(joined, name.joined, slips);
      if (distance <= slips) return (sign ? 0.75 : 0.95) - 0.04 * distance;
    }
    // The name is a part of what was typed.
    if (sign) return name.joined.length > 1 && joined.includes(name.joined) ? 0.5 * Math.min(1, name.key.length / key.length) : 0;
    if (!held) return 0;
    const run = together(name.stems, stems);
    if (run.length === name.stems.length) return HELD + REST * Math.min(1, name.key.length / key.length);
    return run.length > 1 ? PARTLY * run.join("").length / key.length : 0;
  };
  return { Names };
})();
