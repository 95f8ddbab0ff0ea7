/* Reads what was typed: words, phrases, an address, the form of a question. */
window.EditionQuery = (() => {
  "use strict";
  const { plain, pairs, stem, HAN } = window.EditionWords;
  const MOST = 26;
  // With these a sentence begins that asks.
  const ASKING = new Set("who whom whose what when where why which how is are was were do does did can could will would has have should".split(" "));
  const COUNTING = /\b(how (many|much|long|old|often|far|fast|big|large)|when|which (day|year|month)|date|since)\b/;
  const MEASURES = new Set("long old often far fast big large".split(" "));
  // Words of a question that say nothing of what is asked.
  const SMALL = new Set(("a about actually all also an and any are as at be because been being besides between but by came can come " +
    "could did difference do does doing document done else ever explain far find for from get gets getting give gives go goes going got " +
    "had has have having he her his how i if in into is it its just kind like many mean meaning means mention mentioned mentions much my name names " +
    "no not now of on or our over own really s say says said she should show so some still such take takes tell text than that the their " +
    "them then there these they thing this those to too us use very was we were what when where whether which while who whom whose why " +
    "will with would yet you your").split(" "));
  const PARAGRAPH = /^(?:p|para|paragraph|par|¶|#p?)?\s*\.?\s*(\d+)$/;
  const SENTENCE = /^(?:p|para|paragraph|par|¶|#p?)?\s*\.?\s*(\d+)(?:[\s,.:-]*(?:s|sentence)\.?\s*|[.:])(\d+)$/;
  const INSIDE = /(?:^|\s)(?:p|para|paragraph|par|¶)\s*\.?\s*(\d+)(?=\s|$)/i;

  class Reader {
    /* *asked* has the words for kinds of places, *sorts* those for kinds of notes. */
    constructor({ asked, sorts }) {
      this.kinds = new Map(Object.entries(asked).map(([words, kind]) => [plain(words).map(stem).join(" "), kind]));
      this.sorts = new Map(Object.entries(sorts).map(([word, sort]) => [stem(word), sort]));
    }

    /* The kind of place that each of *words* asks for, if any: "commitment", "set phrase". */
    kindsOf(words) {
      const stems = words.map(stem);
      const kinds = stems.map((own) => this.kinds.get(own));
      stems.forEach((own, i) => {
        const kind = this.kinds.get(`${own} ${stems[i + 1]}`);
        if (kind) kinds[i] = kinds[i + 1] = kind;
      });
      return kinds;
    }

    /* What was typed; *isName* says whether letters are a whole name, *isPlace* whether there is an id. */
    read(whole, isName, isPlace) {
      // "venezuela paragraph 15" asks for a place in that paragraph.
      const [part, number] = INSIDE.exec(whole) ?? [""];
      const inside = number && whole.trim() !== part.trim() && isPlace(`p${+number}`) ? `p${+number}` : "";
      const typed = inside ? whole.replace(part, " ") : whole;
      const phrases = [...typed.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]/g)].map((match) => plain(match[1])).filter((p) => p.length);
      const all = plain(typed);
      // "How long" asks for a figure, not for what is long.
      const main = all.filter((word, i) => !SMALL.has(word) && !(all[i - 1] === "how" && MEASURES.has(word)));
      // A name may have a word in it that asks for a kind.
      const wanted = isName(all.join("")) ? [] : this.kindsOf(main);
      const meant = main.filter((word, i) => !wanted[i]);
      const runs = meant.length ? meant : main.length ? main : all;
      const kinds = new Set(wanted.filter(Boolean));
      const asked = runs.flatMap((run) => HAN.test(run) ? pairs(run) : [run]);
      const asking = all.length > 2 && ASKING.has(all[0]);
      const sorts = new Set(all.length > 2 ? all.map((word) => this.sorts.get(stem(word))).filter(Boolean) : []);
      const figure = COUNTING.test(typed.toLowerCase());
      const open = !/[\s"“”]$/.test(typed);
      return {
        phrases, all, runs, asked: [...new Set(asked)].slice(0, MOST), open, empty: !main.length,
        kinds, bare: kinds.size > 0 && !meant.length, inside, sorts, asking, figure,
      };
    }

    /* The id that *typed* may be, as a number or in full. */
    address(typed) {
      const asked = typed.trim().toLowerCase();
      const [, paragraph] = PARAGRAPH.exec(asked) ?? [];
      const [, within, sentence] = SENTENCE.exec(asked) ?? [];
      return paragraph ? `p${+paragraph}` : sentence ? `p${+within}-s${+sentence}` : asked.replace(/^#/, "");
    }
  }
  return { Reader, SMALL };
})();
