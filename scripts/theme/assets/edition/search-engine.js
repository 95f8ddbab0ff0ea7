/* Finds places of the edition: what people type against what editors wrote.
   The inverted index is MiniSearch's; what a word is, and what counts, is decided here. */
window.EditionFinder = (() => {
  "use strict";
  const BOOST = { names: 6, joined: 3, title: 4, words: 3, text: 1.5, where: 1, kind: 1, about: 1, more: 0.8 };
  const WEIGHT = {
    term: 1.25, sentence: 1.15, theme: 1.1, paragraph: 1, note: 1, dropped: 0.85,
    commitment: 0.8, formula: 0.75, earlier: 0.6, source: 0.4,
  };
  const ADDRESS = 5000, NAME = 1000, NEAR_NAME = 500, SAID_THERE = 300;
  // Words of a question that say nothing of what is asked.
  const SMALL = new Set(("a an and are about as at be been by can did do does for from had has have how i in is it its " +
    "of on or say says said should that the their there these they this to was were what when where which who whom " +
    "whose why will with would").split(" "));
  const LETTERS = { "ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ھ": "ہ", "ة": "ہ", "ە": "ہ", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i" };
  const PLAIN = /\p{sc=Han}+|(?:(?!\p{sc=Han})[\p{L}\p{N}])+(?:\.\p{N}+)*/gu;
  const HAN = /^\p{sc=Han}/u;
  const simplified = new Map();

  /* One form for all ways of writing a letter: case, tones, vowel signs, traditional characters. */
  const fold = (text) => text.normalize("NFKD").toLowerCase()
    .replace(/[\p{M}\u0640\u200b-\u200f]/gu, "")
    .replace(/[يىكهھةەßøłđı]/g, (letter) => LETTERS[letter])
    .replace(/\p{sc=Han}/gu, (sign) => simplified.get(sign) ?? sign)
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, "$1").replace(/([a-z])&(?=[a-z])/g, "$1")
    .replace(/['’ʼ]s\b/g, "").replace(/['’ʼʿʾʻ‘]/g, "");
  const plain = (text) => fold(text).match(PLAIN) ?? [];

  /* Chinese is written without blanks: each two signs are a word, and the last alone. */
  const pairs = (run) => run.length < 2 ? [run] :
    [...Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2)), run.at(-1)];
  const words = (text) => plain(text).flatMap((word) => HAN.test(word) ? pairs(word) : [word]);

  const ENDINGS = /(?:ifications?|izations?|izing|ized?|izers?|ational|ations?|ators?|atives?|itions?|ments?|ness|ingly|edly|ing|ed|ically|icals?|isms?|ists?|istic|ives?|ities|ity|ly|als?|ers?|ors?|ic)$/;
  /* English words of one stem; only words without a match of their own are compared by it. */
  const stem = (word) => {
    if (word.length < 5 || !/^[a-z]+$/.test(word)) return word;
    let left = word.replace(/is(ation|ing|ed?|es)(?=s?$)/, "iz$1").replace(/our(?=$|s|ed|ing|ly|hood|able)/, "or")
      .replace(/ies$/, "y").replace(/([^su])s$/, "$1");
    const short = left.replace(ENDINGS, (ending) => ending.startsWith("ific") ? "if" : "");
    if (short.length >= 4) left = short;
    return left.replace(/([^aeiou])\1$/, "$1").replace(/[eyi]$/, "");
  };
  const stems = (word) => {
    const own = `~${stem(word)}`;
    return HAN.test(word) ? [word] : [word, own];
  };

  /* Edits between two words, a swap of neighbours counted once; more than *most* is told as more. */
  const edits = (one, two, most) => {
    if (Math.abs(one.length - two.length) > most) return most + 1;
    let before = [], last = Array.from({ length: two.length + 1 }, (_, j) => j);
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= two.length; j += 1) {
        const cost = one[i - 1] === two[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
        if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[two.length];
  };
  const allowed = (word) => word.length < 4 || /\d/.test(word) ? 0 : word.length < 8 ? 1 : 2;

  class Finder {
    constructor(head) {
      const signs = [...head.traditional];
      for (let i = 0; i < signs.length; i += 2) simplified.set(signs[i], signs[i + 1]);
      this.head = head;
      this.entries = [];
      this.byId = new Map();
      this.byName = new Map();
      this.places = new Map();
      this.mini = new window.MiniSearch({
        fields: Object.keys(BOOST), idField: "n", tokenize: words,
        processTerm: (term) => term.startsWith("~") ? term : stems(term),
      });
    }

    /* Takes the entries of one piece of the index. */
    add(piece) {
      const documents = [];
      for (const [kind, records] of Object.entries(piece)) {
        for (const record of records) documents.push(this.document({ ...record, kind }));
      }
      this.mini.addAll(documents);
    }

    document(record) {
      const entry = { ...record, n: this.entries.length, names: record.names ?? [] };
      const paragraph = /^p\d+(?=$|-s\d+$)/.exec(entry.id);
      entry.paragraph = paragraph && ["paragraph", "sentence"].includes(entry.kind) ? paragraph[0] : null;
      entry.href = this.head.places[entry.kind].replace("*", entry.id).replace("@", /\d+/.exec(entry.id)?.[0] ?? "");
      this.entries.push(entry);
      this.byId.set(["paragraph", "sentence", "note"].includes(entry.kind) ? entry.id : `${entry.kind}/${entry.id}`, entry);
      const called = ["term", "theme"].includes(entry.kind) ? [entry.title, ...entry.names] : [];
      for (const name of called) this.call(plain(name).join(""), entry);
      return {
        n: entry.n, names: called.join(" · "), joined: "", title: entry.title, words: entry.words, text: entry.text,
        where: entry.paragraph || entry.kind === "note" ? "" : entry.where,
        kind: this.head.kinds[entry.kind], more: entry.more,
        about: (entry.about ?? []).map((slug) => this.byId.get(`term/${slug}`)).filter(Boolean)
          .map((term) => [term.title, ...term.names].join(" · ")).join(" · "),
      };
    }

    call(name, entry) {
      if (!name) return;
      if (!this.byName.has(name)) this.byName.set(name, []);
      this.byName.get(name).push(entry);
    }
  }
  return { Finder, fold, plain, words, stem, edits, allowed, HAN, SMALL, BOOST, WEIGHT, ADDRESS, NAME, NEAR_NAME, SAID_THERE };
})();
