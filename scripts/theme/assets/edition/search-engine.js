/* Finds places of the edition: what people type against what editors wrote.
   The inverted index is MiniSearch's; what counts, and how much, is decided here. */
window.EditionFinder = (() => {
  "use strict";
  const { learn, plain, pairs, words, stem, letters, far, edits, allowed, marks, HAN } = window.EditionWords;

  /* How much a word counts by where it stands, and a place by what it is. */
  const BOOST = { names: 2, title: 4, words: 3, text: 1.5, where: 1, about: 1.2, around: 0.6, more: 0.8 };
  const WEIGHT = {
    sentence: 1.3, theme: 1.1, term: 1, paragraph: 1, note: 1,
    dropped: 0.85, commitment: 0.8, formula: 0.75, earlier: 0.6, source: 0.4,
  };
  const STEM = 0.6, BEGUN = 0.5, NEAR = 0.5;
  const NAME = 100, SAID_THERE = 50, ADDRESS = 10000, PHRASE = 200, TOGETHER = 25, ONE_WORD = 20, KIND = 150;
  // The words of a place give at most FULL; HALF of MiniSearch's points give half of that.
  const FULL = 100, HALF = 40;
  const SURE = 0.9, NEARLY = 0.75, OTHER = 0.97;
  const LIMIT = 60, MANY = 400, MOST = 31, CROWD = 10000;
  const SAID = new Set(["paragraph", "sentence"]);
  const OWN = new Set(["paragraph", "sentence", "note"]);
  const CALLED = new Set(["term", "theme"]);
  // Words of a question that say nothing of what is asked.
  const SMALL = new Set(("a about all also an and any are as at be been besides between but by can could did difference do does " +
    "document explain find for from had has have how i if in is it its many mean meaning means mention mentioned mentions much " +
    "not of on or our say says said should show so tell text than that the their them there these they this to us was we were " +
    "what when where whether which who whom whose why will with would you").split(" "));
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
      this.ours = new Map();
      this.forms = new Map();
      this.kindWords = new Map(Object.entries(head.asked).map(([word, kind]) => [stem(word), kind]));
      this.mini = new window.MiniSearch({
        fields: Object.keys(BOOST), idField: "n", processTerm: (word) => this.indexed(word),
        stringifyField: (value) => value, tokenize: (value) => Array.isArray(value) ? value : words(value),
      });
    }

    /* A word is found as it stands and by its stem. */
    indexed(word) {
      this.vocabulary.set(word, (this.vocabulary.get(word) ?? 0) + 1);
      let forms = this.forms.get(word);
      if (!forms) this.forms.set(word, forms = HAN.test(word) ? word : [word, `~${stem(word)}`]);
      return forms;
    }

    /* Takes the records of one piece of the index: values in the order of the head's fields. */
    add(records) {
      const kinds = Object.keys(this.head.kinds);
      for (const record of records) {
        const entry = { n: this.entries.length, names: [], about: [], themes: [], speakers: [], silences: [] };
        record.forEach((value, i) => { if (value) entry[this.head.fields[i]] = value; });
        this.mini.add(this.document(Object.assign(entry, { kind: kinds[record[0]] })));
      }
    }

    document(entry) {
      const own = OWN.has(entry.kind);
      entry.paragraph = own ? /^p\d+/.exec(entry.id)[0] : "";
      entry.href = this.address(this.head.places[entry.kind].replace("*", entry.id).replace("@", entry.paragraph.slice(1)));
      this.entries.push(entry);
      this.byId.set(own ? entry.id : `${entry.kind}/${entry.id}`, entry);
      const called = CALLED.has(entry.kind) ? [entry.title, ...entry.names] : [];
      called.forEach((name, place) => this.call(name, place, entry));
      const fields = {
        names: words(called.join(" · ")), title: words(entry.title ?? ""), words: words(entry.words ?? ""),
        text: entry.text, where: own ? "" : entry.where, more: entry.more,
      };
      // Words that are spelled as the document and its editors spell them.
      const spelled = entry.kind === "source" ? [] : [fields.names, fields.title, fields.words];
      for (const word of spelled.flat()) if (!this.ours.has(word)) this.ours.set(word, letters(word));
      if (entry.kind === "term") entry.called = new Set(fields.names);
      fields.about = [...new Set(entry.about.flatMap((n) => [...this.entries[n].called]))];
      fields.around = own ? [this.handle(entry), ...entry.themes.map((theme) => this.head.themes[theme])].join(" · ") : "";
      // A field that is not there must not make the average shorter.
      return Object.fromEntries([["n", entry.n], ...Object.entries(fields).filter(([, value]) => value?.length)]);
    }

    call(name, place, entry) {
      const parts = plain(name);
      const main = parts.filter((word) => !SMALL.has(word));
      const stems = (main.length ? main : parts).map(stem);
      this.names.push({ entry, place, text: name, joined: parts.join(""), letters: letters(parts.join("")), stems, key: stems.join("") });
    }

    /* The kind of place that *word* asks for: "commitment", "promises". */
    kindOf(word) {
      return this.kindWords.get(stem(word));
    }

    /* What was typed: phrases in quotation marks, words, an address. */
    read(typed) {
      const phrases = [...typed.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]/g)].map((match) => plain(match[1])).filter((p) => p.length);
      const all = plain(typed);
      const main = all.filter((word) => !SMALL.has(word));
      const meant = main.filter((word) => !this.kindOf(word));
      const runs = meant.length ? meant : main.length ? main : all;
      const kinds = meant.length ? new Set(main.map((word) => this.kindOf(word)).filter(Boolean)) : new Set();
      const asked = runs.flatMap((run) => HAN.test(run) ? pairs(run) : [run]);
      return { phrases, all, runs, kinds, empty: !main.length, asked: [...new Set(asked)].slice(0, MOST), open: !/[\s"“”]$/.test(typed) };
    }

    /* The best places for *typed*; *wanted* says whether a filter lets an entry through. */
    find(typed, wanted = () => true) {
      const query = this.read(typed);
      const asked = query.asked.map((word, i) => this.meant(word, query.open && i === query.asked.length - 1));
      const called = this.called(query);
      let scores = new Map();
      const give = (entry, score) => scores.set(entry, (scores.get(entry) ?? 0) + score);
      for (const entry of this.addressed(typed)) give(entry, ADDRESS);
      // Words like "the" stand everywhere; alone they can only be a name.
      const matched = query.empty && !query.phrases.length ? new Set(asked) : this.worded(asked, give);
      // A part of a name says the less the more names have it.
      const shared = Math.log2(1 + [...called.values()].filter(({ quality }) => quality < NEARLY).length);
      for (const [entry, { quality }] of called) give(entry, NAME * quality * quality / (quality < NEARLY ? Math.max(1, shared) : 1));
      this.said(called, give);
      const exact = query.phrases.reduce((kept, phrase) => this.keep(kept, phrase), best(scores, MANY));
      const inexact = query.phrases.length > 0 && !exact.size;
      if (query.phrases.length && !inexact) scores = exact;
      if (query.runs.length > 1) this.together(scores, query.all.join(" "));
      for (const entry of scores.keys()) if (query.kinds.has(entry.kind)) give(entry, KIND);
      const results = this.grouped([...scores].filter(([entry]) => wanted(entry)));
      const missing = asked.filter((word) => !matched.has(word)).map((word) => word.word);
      const found = { results: results.slice(0, LIMIT), cut: results.length > LIMIT, query, asked, called };
      return Object.assign(found, { help: { inexact, ...this.help(found, missing) }, ...seen(asked) });
    }

    /* What to tell a reader who does not find it in the document. */
    help({ results, query, called }, missing) {
      const [first] = results;
      const name = first && called.get(first.entry);
      const unsaid = first?.entry.unsaid && name?.quality >= SURE ? first.entry : null;
      const silences = (unsaid?.silences ?? []).map((id) => this.byId.get(id));
      return { unsaid, silences, missing, near: results.length ? [] : this.nearest(query.all.join("")) };
    }

    /* Terms whose names have most pairs of letters in common with *joined*. */
    nearest(joined) {
      const wanted = new Set(pairs(joined)), best = new Map();
      if (joined.length < 2) return [];
      for (const name of this.names) {
        const own = name.pairs ??= new Set(pairs(name.joined));
        const common = [...own].filter((pair) => wanted.has(pair)).length;
        const alike = 2 * common / (own.size + wanted.size);
        if (alike > (best.get(name.entry) ?? 0.2)) best.set(name.entry, alike);
      }
      return [...best].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([entry]) => entry);
    }

    /* Where *text* has what was asked: words, their families, and the document's words for a name. */
    marks(text, found, entry) {
      const named = entry.about.map((n) => this.entries[n]).filter((term) => found.called.get(term)?.quality >= 0.4);
      const own = new Set(named.flatMap((term) => plain(term.words ?? "")).filter((word) => !SMALL.has(word)));
      const signs = found.query.runs.filter((run) => HAN.test(run));
      const asked = (word) => {
        if (!found.tested.has(word)) {
          found.tested.set(word, found.terms.has(word) || (word.length > 3 && found.terms.has(`~${stem(word)}`)) ||
            found.begun.some((start) => word.startsWith(start)));
        }
        return found.tested.get(word);
      };
      const test = (word) => asked(word) || own.has(word);
      return marks(text, test, signs);
    }

    /* What the edition calls the paragraph of *entry*. */
    handle(entry) {
      return this.byId.get(entry.paragraph)?.title ?? "";
    }

    /* The name by which *entry* was found, if its title does not have it. */
    nameFound(entry, found) {
      const name = found.called.get(entry)?.name;
      return name && !plain(entry.title).join("").includes(name.joined) ? name.text : "";
    }

    /* The sentence in which the document first names a term. */
    saidIn(term) {
      return this.entries.find((entry) => entry.kind === "sentence" && entry.about.includes(term.n) && entry.words.includes(term.words));
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
      const prefix = HAN.test(word) ? open || word.length === 1 : word.length > (open ? 2 : 3) && (open || !known);
      // What a source's headline spells otherwise may be a slip all the same.
      if (!this.ours.has(word)) for (const [near, distance] of this.near(word)) terms.set(near, NEAR / distance);
      // A rare word says more of what is meant.
      const count = Math.max(...[...terms.keys()].map((term) => this.vocabulary.get(term) ?? 0));
      return { word, terms, prefix, known, count, weight: Math.log(2 + this.entries.length / (1 + count)) };
    }

    /* Words of ours that differ from *word* by a slip or two, the nearest only. */
    near(word) {
      if (!allowed(word) || HAN.test(word)) return [];
      const found = this.within(word, allowed(word), this.ours);
      // Two slips in a middling word, if it begins alike.
      if (found.length || this.vocabulary.has(`~${stem(word)}`) || word.length < 6) return found;
      const alike = allowed(word) > 1 ? [] : this.within(word, 2, this.ours).filter(([other]) => other[0] === word[0]);
      return alike.length ? alike : this.family(word);
    }

    /* Words of ours that begin as *word* does for most of its length. */
    family(word) {
      const start = word.slice(0, Math.max(5, Math.ceil(word.length * 0.6)));
      return [...this.ours.keys()].filter((other) => other.startsWith(start)).slice(0, 12).map((other) => [other, 2]);
    }

    within(word, most, known) {
      const own = letters(word);
      let found = [], least = most;
      for (const [other, bits] of known) {
        if (Math.abs(other.length - word.length) > least || far(own, bits, least)) continue;
        const distance = edits(word, other, least);
        if (distance > least || !distance) continue;
        if (distance < least) found = [];
        least = distance;
        found.push([other, distance]);
      }
      return found.slice(0, 12);
    }

    /* Gives each place a score for the words in it; the words of *asked* that stand anywhere. */
    worded(asked, give) {
      const bits = new Map(), boost = new Map(), begun = new Set();
      asked.forEach((word, i) => {
        for (const [term, value] of word.terms) { bits.set(term, (bits.get(term) ?? 0) | 1 << i); boost.set(term, value); }
        if (word.prefix) begun.add(word.word);
      });
      // What stands nearly everywhere in a long edition is sought in names and the document alone.
      const crowded = asked.every((word) => word.count > CROWD);
      const found = this.mini.search([...bits.keys()].join(" "), {
        fields: crowded ? ["names", "title", "words"] : Object.keys(BOOST),
        tokenize: (text) => text.split(" "), processTerm: (term) => term, boost: BOOST,
        prefix: (term) => begun.has(term), weights: { prefix: BEGUN, fuzzy: 0 }, boostTerm: (term) => boost.get(term),
      });
      const covers = new Map();
      const coverOf = (mask) => {
        if (!covers.has(mask)) covers.set(mask, share(asked, mask) ** 3);
        return covers.get(mask);
      };
      let anywhere = 0;
      for (const { id, score, queryTerms } of found) {
        let mask = 0;
        for (const term of queryTerms) mask |= bits.get(term);
        anywhere |= mask;
        const entry = this.entries[id];
        const raw = score / queryTerms.length;
        give(entry, FULL * raw / (raw + HALF) * coverOf(mask) * WEIGHT[entry.kind]);
        // One plain word is looked for in the document first.
        if (entry.kind === "sentence" && asked.length === 1) give(entry, ONE_WORD);
      }
      return new Set(asked.filter((word, i) => anywhere & 1 << i));
    }

    /* Terms and themes by their names: how well the best name fits, 0 to 1, and which it is. */
    called(query) {
      const joined = (query.kinds.size ? query.runs : query.all).join("");
      const stems = query.runs.map(stem);
      const best = new Map();
      if (!joined) return best;
      const asked = { joined, letters: letters(joined), stems, key: stems.join(""), slips: allowed(joined), open: query.open };
      for (const name of this.names) {
        const quality = fit(name, asked) * (name.place ? OTHER : 1);
        if (quality > (best.get(name.entry)?.quality ?? 0)) best.set(name.entry, { quality, name });
      }
      return best;
    }

    /* Where the document names a term that was asked for by any of its names. */
    said(called, give) {
      const sure = new Map([...called].filter(([entry, { quality }]) => entry.words && quality >= SURE)
        .map(([entry, { quality }]) => [entry.n, quality]));
      if (!sure.size) return;
      for (const entry of this.entries) {
        if (entry.kind !== "sentence") continue;
        const quality = Math.max(0, ...entry.about.map((n) => sure.get(n) ?? 0));
        if (quality) give(entry, SAID_THERE * quality);
      }
    }

    /* Those places that have *phrase* word for word; the document's own sentence comes first. */
    keep(scores, phrase) {
      const line = phrase.join(" ");
      const kept = new Map();
      for (const [entry, score] of scores) {
        if (entry.words && has(entry.words, line)) kept.set(entry, score + PHRASE * (entry.kind === "sentence" ? 1 : 0.3));
        else if ([entry.title, entry.text, ...entry.names].some((text) => text && has(text, line))) kept.set(entry, score);
      }
      return kept;
    }

    /* Words that stand together as they were typed say more than the same words apart. */
    together(scores, line) {
      for (const [entry, score] of best(scores, LIMIT)) {
        const texts = [entry.title, entry.words, entry.text];
        if (texts.some((text) => text && has(text, line))) scores.set(entry, score + TOGETHER);
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

  const best = (scores, count) => new Map([...scores].sort((a, b) => b[1] - a[1]).slice(0, count));

  /* How much of what was asked the words in *mask* are. */
  const share = (asked, mask) => {
    const weights = asked.map((word, i) => mask & 1 << i ? word.weight : 0);
    return weights.reduce((sum, weight) => sum + weight, 0) / asked.reduce((sum, word) => sum + word.weight, 0);
  };

  /* The indexed words that a mark stands on. */
  const seen = (asked) => ({
    terms: new Set(asked.flatMap((word) => [...word.terms.keys()])),
    tested: new Map(),
    begun: asked.filter((word) => word.prefix && word.word.length > 1).map((word) => word.word),
  });

  const has = (text, line) => ` ${plain(text).join(" ")} `.includes(HAN.test(line) ? line : ` ${line} `);

  const within = (few, many) => {
    const start = many.indexOf(few[0]);
    return start >= 0 && few.every((part, i) => many[start + i] === part);
  };

  /* How well a name fits what was typed, 0 to 1. */
  const fit = (name, { joined, letters: own, stems, key, slips, open }) => {
    if (name.joined === joined) return 1;
    if (name.key === key) return 0.95;
    const share = Math.min(1, joined.length / name.joined.length);
    const held = stems.every((part, i) => name.stems.includes(part) ||
      (open && i === stems.length - 1 && part.length > 1 && name.stems.some((own) => own.startsWith(part))));
    if (held) return 0.45 + 0.4 * share;
    if (joined.length >= (HAN.test(joined) ? 2 : 5) && name.joined.includes(joined)) return 0.4 + 0.45 * share;
    // The name is a part of what was typed.
    if (HAN.test(joined) ? name.joined.length > 1 && joined.includes(name.joined) : within(name.stems, stems)) {
      return 0.5 * Math.min(1, name.key.length / key.length);
    }
    if (slips && !far(own, name.letters, slips)) {
      const distance = edits(joined, name.joined, slips);
      if (distance <= slips) return 0.85 - 0.1 * distance;
    }
    return 0;
  };
  return { Finder };
})();
