/* Finds places of the edition: what people type against what editors wrote.
   The inverted index is MiniSearch's; what counts, and how much, is decided here. */
window.EditionFinder = (() => {
  "use strict";
  const { learn, plain, pairs, words, stem, edits, allowed, marks, HAN } = window.EditionWords;

  /* How much a word counts by where it stands, and a place by what it is. */
  const BOOST = { names: 5, title: 4, words: 3, text: 1.5, where: 1, kind: 1, about: 1.2, more: 0.8 };
  const WEIGHT = {
    term: 1.2, sentence: 1.15, theme: 1.1, paragraph: 1, note: 1, dropped: 0.85,
    commitment: 0.8, formula: 0.75, earlier: 0.6, source: 0.4,
  };
  const STEM = 0.6, BEGUN = 0.5, NEAR = 0.5, SLIP = 0.35;
  const NAME = 100, SAID_THERE = 50, ADDRESS = 10000, PHRASE = 200;
  const SURE = 0.9, OTHER = 0.97;
  const LIMIT = 60;
  const SAID = new Set(["paragraph", "sentence"]);
  const OWN = new Set(["paragraph", "sentence", "note"]);
  const CALLED = new Set(["term", "theme"]);
  // Words of a question that say nothing of what is asked.
  const SMALL = new Set(("a an and are about as at be been by can did do does for from had has have how i in is it its " +
    "of on or say says said should that the their there these they this to was were what when where which who whom " +
    "whose why will with would").split(" "));
  const PARAGRAPH = /^(?:p|para|paragraph|par|¶|#p?)?\s*\.?\s*(\d+)$/;
  const SENTENCE = /^(?:p|para|paragraph|par|¶|#p?)?\s*\.?\s*(\d+)[\s,.:-]*(?:s|sentence)\.?\s*(\d+)$/;

  class Finder {
    /* *head* is the first piece of the index; *address* makes a link of a page below docs/. */
    constructor(head, address) {
      learn(head.traditional);
      this.head = head;
      this.address = address;
      this.entries = [];
      this.byId = new Map();
      this.names = [];
      this.vocabulary = new Map();
      this.mini = new window.MiniSearch({
        fields: Object.keys(BOOST), idField: "n", tokenize: words, processTerm: (word) => this.indexed(word),
      });
    }

    /* A word is found as it stands and by its stem. */
    indexed(word) {
      this.vocabulary.set(word, (this.vocabulary.get(word) ?? 0) + 1);
      return HAN.test(word) ? word : [word, `~${stem(word)}`];
    }

    /* Takes the entries of one piece of the index. */
    add(piece) {
      for (const [kind, records] of Object.entries(piece)) {
        for (const record of records) this.mini.add(this.document({ ...record, kind }));
      }
    }

    document(record) {
      const entry = { ...record, n: this.entries.length, names: record.names ?? [] };
      const own = OWN.has(entry.kind);
      entry.paragraph = own ? /^p\d+/.exec(entry.id)[0] : "";
      entry.href = this.address(this.head.places[entry.kind].replace("*", entry.id).replace("@", entry.paragraph.slice(1)));
      this.entries.push(entry);
      this.byId.set(own ? entry.id : `${entry.kind}/${entry.id}`, entry);
      const called = CALLED.has(entry.kind) ? [entry.title, ...entry.names] : [];
      called.forEach((name, place) => this.call(name, place, entry));
      const about = (entry.about ?? []).map((slug) => this.byId.get(`term/${slug}`)).filter(Boolean);
      return {
        n: entry.n, names: called.join(" · "), title: entry.title, words: entry.words, text: entry.text,
        where: own ? "" : entry.where, kind: this.head.kinds[entry.kind], more: entry.more,
        about: about.map((term) => [term.title, ...term.names].join(" · ")).join(" · "),
      };
    }

    call(name, place, entry) {
      const parts = plain(name);
      const main = parts.filter((word) => !SMALL.has(word));
      const stems = (main.length ? main : parts).map(stem);
      this.names.push({ entry, place, text: name, joined: parts.join(""), stems, key: stems.join("") });
    }

    /* What was typed: phrases in quotation marks, words, an address. */
    read(typed) {
      const phrases = [...typed.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]/g)].map((match) => plain(match[1])).filter((p) => p.length);
      const all = plain(typed);
      const main = all.filter((word) => !SMALL.has(word));
      const runs = main.length ? main : all;
      const asked = runs.flatMap((run) => HAN.test(run) ? pairs(run) : [run]);
      return { phrases, all, runs, asked: [...new Set(asked)], open: !/[\s"“”]$/.test(typed) };
    }

    /* The best places for *typed*; *wanted* says whether a filter lets an entry through. */
    find(typed, wanted = () => true) {
      const query = this.read(typed);
      const asked = query.asked.map((word, i) => this.meant(word, query.open && i === query.asked.length - 1));
      const called = this.called(query);
      const scores = new Map();
      const give = (entry, score) => scores.set(entry, (scores.get(entry) ?? 0) + score);
      for (const entry of this.addressed(typed)) give(entry, ADDRESS);
      const matched = this.worded(asked, give);
      for (const [entry, { quality }] of called) give(entry, NAME * quality * quality);
      this.said(called, give);
      for (const phrase of query.phrases) this.keep(scores, phrase);
      const results = this.grouped([...scores].filter(([entry]) => wanted(entry)));
      const missing = asked.filter((word) => !matched.has(word)).map((word) => word.word);
      const found = { results: results.slice(0, LIMIT), cut: results.length > LIMIT, query, asked, called };
      return Object.assign(found, { help: this.help(found, missing), ...seen(asked) });
    }

    /* What to tell a reader who does not find it in the document. */
    help({ results, query, called }, missing) {
      const [first] = results;
      const name = first && called.get(first.entry);
      const unsaid = first?.entry.unsaid && name?.quality >= SURE ? first.entry : null;
      const silences = (unsaid?.silences ?? []).map((id) => this.byId.get(id)).filter(Boolean);
      return { unsaid, silences, missing, near: results.length ? [] : this.nearest(query.all.join("")) };
    }

    /* Terms whose names have most pairs of letters in common with *joined*. */
    nearest(joined) {
      const wanted = new Set(pairs(joined)), best = new Map();
      for (const name of this.names) {
        const own = new Set(pairs(name.joined));
        const common = [...own].filter((pair) => wanted.has(pair)).length;
        const alike = 2 * common / (own.size + wanted.size);
        if (alike > (best.get(name.entry) ?? 0.2)) best.set(name.entry, alike);
      }
      return [...best].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([entry]) => entry);
    }

    /* Where *text* has what was asked: words, their families, and the document's words for a name. */
    marks(text, found, entry) {
      const named = (entry.about ?? []).map((slug) => this.byId.get(`term/${slug}`))
        .filter((term) => found.called.get(term)?.quality >= 0.4);
      const own = new Set(named.flatMap((term) => plain(term.words ?? "")).filter((word) => !SMALL.has(word)));
      const signs = found.query.runs.filter((run) => HAN.test(run));
      const test = (word) => found.terms.has(word) || own.has(word) || (word.length > 3 && found.terms.has(`~${stem(word)}`)) ||
        found.begun.some((start) => word.startsWith(start));
      return marks(text, test, signs);
    }

    /* What the edition calls the paragraph of *entry*. */
    handle(entry) {
      return this.byId.get(entry.paragraph)?.title ?? this.head.kinds[entry.kind];
    }

    /* The name by which *entry* was found, if its title does not have it. */
    nameFound(entry, found) {
      const name = found.called.get(entry)?.name;
      return name && !plain(entry.title).join("").includes(name.joined) ? name.text : "";
    }

    /* The sentence in which the document first names a term. */
    saidIn(term) {
      return this.entries.find((entry) => entry.kind === "sentence" && entry.about?.includes(term.id) && entry.words.includes(term.words));
    }

    /* The places that *typed* names by number or id. */
    addressed(typed) {
      const asked = typed.trim().toLowerCase();
      const [, paragraph] = PARAGRAPH.exec(asked) ?? [];
      const [, within, sentence] = SENTENCE.exec(asked) ?? [];
      const id = paragraph ? `p${+paragraph}` : sentence ? `p${+within}-s${+sentence}` : asked.replace(/^#/, "");
      return [this.byId.get(id)].filter(Boolean);
    }

    /* The indexed words that *word* may stand for, each with how much it counts. */
    meant(word, open) {
      const terms = new Map([[word, 1]]);
      const known = this.vocabulary.has(word);
      if (!HAN.test(word)) terms.set(`~${stem(word)}`, STEM);
      const prefix = open || word.length === 1 && HAN.test(word) || (!known && word.length > 3);
      if (!known) for (const [near, distance] of this.near(word)) terms.set(near, NEAR / distance);
      return { word, terms, prefix, known };
    }

    /* Known words that differ from *word* by a slip or two, the nearest only. */
    near(word) {
      let most = allowed(word), found = [];
      if (!most || HAN.test(word)) return found;
      for (const other of this.vocabulary.keys()) {
        const distance = edits(word, other, most);
        if (distance > most) continue;
        if (distance < most) found = [];
        most = Math.min(most, Math.max(distance, 1));
        found.push([other, Math.max(distance, 1)]);
      }
      return found.slice(0, 12);
    }

    /* Gives each place a score for the words in it; the words of *asked* that stand anywhere. */
    worded(asked, give) {
      const owner = new Map(), boost = new Map(), begun = new Set();
      for (const word of asked) {
        for (const [term, value] of word.terms) { owner.set(term, word); boost.set(term, value); }
        if (word.prefix) begun.add(word.word);
      }
      const found = this.mini.search([...owner.keys()].join(" "), {
        tokenize: (text) => text.split(" "), processTerm: (term) => term, boost: BOOST,
        prefix: (term) => begun.has(term), weights: { prefix: BEGUN, fuzzy: 0 }, boostTerm: (term) => boost.get(term),
      });
      const anywhere = new Set();
      for (const result of found) {
        const entry = this.entries[result.id];
        const matched = new Set(result.queryTerms.map((term) => owner.get(term)));
        for (const word of matched) anywhere.add(word);
        const cover = matched.size / asked.length;
        give(entry, result.score / result.queryTerms.length * cover * cover * WEIGHT[entry.kind]);
      }
      return anywhere;
    }

    /* Terms and themes by their names: how well the best name fits, 0 to 1, and which it is. */
    called(query) {
      const joined = query.all.join("");
      const stems = query.runs.map(stem);
      const best = new Map();
      if (!joined) return best;
      const asked = { joined, stems, key: stems.join(""), slips: allowed(joined), open: query.open };
      for (const name of this.names) {
        const quality = fit(name, asked) * (name.place ? OTHER : 1);
        if (quality > (best.get(name.entry)?.quality ?? 0)) best.set(name.entry, { quality, name });
      }
      return best;
    }

    /* Where the document names a term that was asked for by any of its names. */
    said(called, give) {
      const sure = new Map([...called].filter(([entry, { quality }]) => entry.words && quality >= SURE)
        .map(([entry, { quality }]) => [entry.id, quality]));
      if (!sure.size) return;
      for (const entry of this.entries) {
        if (entry.kind !== "sentence") continue;
        const quality = Math.max(0, ...(entry.about ?? []).map((slug) => sure.get(slug) ?? 0));
        if (quality) give(entry, SAID_THERE * quality);
      }
    }

    /* Leaves those places that have *phrase* word for word. */
    keep(scores, phrase) {
      const line = phrase.join(" ");
      for (const [entry, score] of scores) {
        const own = ` ${plain(entry.words ?? "").join(" ")} `.includes(` ${line} `);
        const said = own || [entry.title, entry.text, ...entry.names].some((text) => text && ` ${plain(text).join(" ")} `.includes(` ${line} `));
        if (!said) scores.delete(entry);
        else if (own) scores.set(entry, score + PHRASE * (entry.kind === "sentence" ? 1 : 0.5));
      }
    }

    /* Best first, a paragraph and its sentences as one result, which opens at the best of them. */
    grouped(scores) {
      scores.sort((a, b) => b[1] - a[1] || a[0].n - b[0].n);
      const groups = new Map(), results = [];
      for (const [entry, score] of scores) {
        const group = SAID.has(entry.kind) ? entry.paragraph : entry;
        const known = groups.get(group);
        if (known) {
          known.words ??= entry.words ? entry : null;
          // A sentence that is nearly as good is the more exact place.
          if (known.entry.kind === "paragraph" && score > known.score / 2) known.entry = entry;
          continue;
        }
        const result = { entry, score, words: entry.words ? entry : null };
        groups.set(group, result);
        results.push(result);
      }
      return results;
    }
  }

  /* The indexed words that a mark stands on. */
  const seen = (asked) => ({
    terms: new Set(asked.flatMap((word) => [...word.terms.keys()])),
    begun: asked.filter((word) => word.prefix && word.word.length > 1).map((word) => word.word),
  });

  /* How well a name fits what was typed, 0 to 1. */
  const fit = (name, { joined, stems, key, slips, open }) => {
    if (name.joined === joined) return 1;
    if (name.key === key) return 0.95;
    const share = Math.min(1, joined.length / name.joined.length);
    const held = stems.every((part, i) => name.stems.includes(part) ||
      (open && i === stems.length - 1 && part.length > 1 && name.stems.some((own) => own.startsWith(part))));
    if (held) return 0.45 + 0.4 * share;
    if (joined.length >= (HAN.test(joined) ? 2 : 5) && name.joined.includes(joined)) return 0.4 + 0.45 * share;
    if (slips) {
      const distance = edits(joined, name.joined, slips);
      if (distance <= slips) return 0.85 - 0.1 * distance;
    }
    return 0;
  };
  return { Finder };
})();
