/* Finds places of the edition: what people type against what editors wrote.
   What counts, and how much, is decided here. */
window.EditionFinder = (() => {
  "use strict";
  const { learn, plain, split, words, stem, allowed, marks, HAN } = window.EditionWords;
  const { Index, Spelling } = window.EditionIndex;
  const { Reader, SMALL } = window.EditionQuery;
  const { Names } = window.EditionNames;

  /* How much a word counts by where it is, and a place by what it is. */
  const BOOST = { names: 2, title: 4, words: 4, text: 1.5, where: 1, about: 1.2, around: 0.8, more: 0.8 };
  const WEIGHT = {
    sentence: 1.3, theme: 1.1, term: 1, paragraph: 1.6, note: 1,
    dropped: 0.85, commitment: 0.7, formula: 0.75, earlier: 1.2, lineage: 0.7, ledger: 0.8, source: 0.3, page: 0.7,
  };
  const STEM = 0.33, BEGUN = 0.5, NEAR = 0.5, ALIKE = 0.22, OTHERWISE = 0.65;
  const NAME = 100, SAID_THERE = 45, ADDRESS = 10000, PHRASE = 200, TOGETHER = 25, ONE_WORD = 17, KIND = 150, PAGE = 30, ALL = 30;
  // The words of a place give at most FULL; HALF of the index's points give half of that.
  const FULL = 100, HALF = 50;
  const EXACT = 0.96, SURE = 0.9, NEARLY = 0.84;
  const LIMIT = 60, MANY = 400;
  const SAID = new Set(["paragraph", "sentence"]);
  const OWN = new Set(["paragraph", "sentence", "note"]);
  const CALLED = new Set(["term", "theme", "page"]);
  // What asks in a sentence is answered by what the edition says, more than by the words themselves.
  const ANSWERS = { sentence: 0.6, note: 1.2, page: 0.7, source: 0.7 }, SORT = 1.9, FIGURE = 1.2, THERE = 3;
  class Finder {
    /* *head* is the first piece of the index; *address* makes a link of a page below docs/. */
    constructor(head, address) {
      learn(head.traditional);
      this.head = head;
      this.address = address;
      this.entries = [];
      this.byId = new Map();
      this.names = new Names(head.alike);
      this.reader = new Reader(head);
      this.index = new Index(Object.values(BOOST));
      this.ours = new Spelling();
      this.written = new Spelling();
      this.saying = new Map();
      this.known = new Map();
    }

    /* Takes some entries of one piece of the index, which has a list for each of the head's fields. */
    add(columns, from = 0, to = Infinity) {
      const { fields } = this.head, kinds = Object.keys(this.head.kinds), count = columns[0]?.length ?? 0;
      this.known.clear();
      for (let at = from; at < Math.min(to, count); at += 1) {
        const entry = { n: this.entries.length, names: [], about: [], themes: [], speakers: [], silences: [] };
        columns.forEach((values, i) => { if (values[at]) entry[fields[i]] = values[at]; });
        this.take(Object.assign(entry, { kind: kinds[columns[0][at]] }));
      }
    }

    take(entry) {
      const own = OWN.has(entry.kind);
      entry.paragraph = own ? /^p\d+/.exec(entry.id)[0] : "";
      entry.href = this.address(this.head.places[entry.kind].replace("*", entry.id).replace("@", entry.paragraph.slice(1)));
      this.entries.push(entry);
      this.byId.set(own ? entry.id : `${entry.kind}/${entry.id}`, entry);
      const called = CALLED.has(entry.kind) ? [entry.title, ...entry.names] : [];
      const names = called.map(plain);
      names.forEach((parts, place) => this.names.add(parts, called[place], place, entry));
      const said = plain(entry.words ?? ""), title = plain(entry.title ?? ""), text = plain(entry.text ?? "");
      entry.figure = /\d/.test(entry.text ?? "");
      entry.said = line(said);
      entry.shown = [title, text, ...names].map(line).join("");
      const fields = {
        names: names.flatMap(split), title: split(title), words: split(said), text: split(text),
        where: own ? [] : words(entry.where ?? ""), more: words(entry.more ?? ""),
      };
      // Spelled as the document and its editors spell: no slips, and what a slip may have meant.
      if (entry.kind !== "source") {
        for (const word of [fields.names, fields.title, fields.words].flat()) this.ours.add(word);
        for (const word of [fields.title, fields.words, fields.text, fields.more].flat()) this.written.add(word);
      }
      if (entry.kind === "term") entry.called = new Set(fields.names);
      if (entry.kind === "sentence") this.say(entry);
      fields.about = [...new Set(entry.about.flatMap((n) => [...this.entries[n].called]))];
      fields.around = own ? words([this.handle(entry), ...entry.themes.map((theme) => this.head.themes[theme])].join(" · ")) : [];
      this.index.add(Object.keys(BOOST).map((field) => fields[field]));
    }

    /* Keeps which sentences name a term. */
    say(sentence) {
      for (const n of sentence.about) {
        if (this.saying.has(n)) this.saying.get(n).push(sentence);
        else this.saying.set(n, [sentence]);
      }
    }

    /* The best places for *typed*; *wanted* says whether a filter lets an entry through. */
    find(typed, wanted = () => true) {
      const query = this.reader.read(typed, (joined) => this.names.wholes.has(joined), (id) => this.byId.has(id));
      const asked = query.asked.map((word, i) => this.meant(word, query.open && i === query.asked.length - 1));
      // A word that the edition uses is no slip of a name.
      const called = this.names.find(query, (joined) => query.all.length > 1 || !this.written.has(joined));
      // Words like "the" are everywhere; on their own they can only be a name.
      const idle = query.empty && !query.phrases.length;
      const found = this.worded(idle ? [] : asked, query);
      const matched = found.places.reduce((bits, place) => bits | found.masks[place], 0);
      const addressed = this.byId.get(this.reader.address(typed));
      if (addressed) found.give(addressed.n, ADDRESS);
      // A part of a name says the less the more names have it.
      const shared = Math.log2(1 + [...called.values()].filter(({ quality }) => quality < NEARLY).length);
      for (const [entry, { quality }] of called) {
        // A page of the edition is asked for by a whole name.
        if (entry.kind === "page") {
          if (quality < NEARLY) continue;
          if (quality > EXACT) found.give(entry.n, PAGE);
        }
        found.give(entry.n, NAME * quality * quality / (quality < NEARLY ? Math.max(1, shared) : 1));
      }
      this.said(called, found);
      const exact = query.phrases.reduce((kept, phrase) => this.keep(found, kept, phrase), found.places);
      const inexact = query.phrases.length > 0 && !exact.length;
      let places = inexact ? found.places : exact;
      if (query.runs.length > 1) this.together(found, places, query.all);
      // "commitments" alone asks for all of them.
      if (query.bare) for (const { n, kind } of this.entries) if (query.kinds.has(kind)) found.give(n, ALL);
      if (query.kinds.size && !query.bare) {
        // In a question the other words say which of them.
        const cover = (place) => query.asking ? share(asked, found.masks[place], found.firm[place]) ** 2 : 1;
        for (const place of places) if (query.kinds.has(this.entries[place].kind)) found.give(place, KIND * cover(place));
      }
      places = places.filter((place) => wanted(this.entries[place]));
      const results = this.grouped(found, found.best(MANY, places));
      const missing = idle ? [] : asked.filter((word, i) => !(matched & 1 << i)).map((word) => word.word);
      const answer = { results: results.slice(0, LIMIT), cut: results.length > LIMIT, query, asked, called };
      const words = new Set(asked.flatMap(({ groups }) => groups.flatMap(([own]) => own)));
      return Object.assign(answer, { words, help: { inexact, ...this.help(answer, missing) } });
    }

    /* What to tell a reader who does not find it in the document. */
    help({ results, called }, missing) {
      const [first] = results;
      const name = first && called.get(first.entry);
      const unsaid = first?.entry.unsaid && name?.quality >= SURE ? first.entry : null;
      const silences = (unsaid?.silences ?? []).map((id) => this.byId.get(id));
      return { unsaid, silences, missing };
    }

    /* Terms whose names are most like what was asked. */
    nearest({ query }) {
      return this.names.nearest(query.all.join(""));
    }

    /* Where *text* has what was asked: words, their families, and the document's words for a name. */
    marks(text, found, entry) {
      const named = entry.about.map((n) => this.entries[n]).filter((term) => found.called.get(term)?.quality >= 0.4);
      const own = new Set(named.flatMap((term) => term.said.split(" ")).filter((word) => word && !SMALL.has(word)));
      const signs = found.query.runs.filter((run) => HAN.test(run));
      const test = (word) => found.words.has(word) || own.has(word);
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
      return this.saying.get(term.n)?.find((sentence) => sentence.words.includes(term.words));
    }

    /* The words of the index that *word* may stand for, in groups that count as one word, each with how much. */
    meant(word, open) {
      const key = open ? `${word} ` : word;
      let meaning = this.known.get(key);
      if (!meaning) this.known.set(key, meaning = this.meaning(word, open));
      return meaning;
    }

    meaning(word, open) {
      const { index } = this;
      const groups = [[[word], 1, true]];
      const family = HAN.test(word) ? [] : index.family(word);
      if (family.length) groups.push([family, STEM, true]);
      for (const other of this.names.alike.get(stem(word)) ?? []) {
        if (stem(other) !== stem(word)) groups.push([index.family(other), ALIKE]);
      }
      const prefix = HAN.test(word) ? open || word.length === 1 : word.length > (open ? 2 : 3) && (open || !index.has(word));
      if (prefix) {
        for (const longer of index.starting(word)) {
          if (longer !== word) groups.push([[longer], BEGUN * longer.length / (longer.length + 0.3 * (longer.length - word.length))]);
        }
      }
      // What a source's headline spells otherwise may be a slip all the same.
      if (!this.spelled(word)) for (const [near, distance] of this.near(word)) {
        groups.push([index.family(near), NEAR / distance]);
      }
      // A rare word says more of what is meant.
      const count = Math.max(index.count(word), ...groups.slice(1).map(([[near]]) => prefix ? 0 : index.count(near)));
      const weight = Math.log(2 + index.size / (1 + count));
      return { word, groups, prefix, weight };
    }

    /* Whether *word* is no slip: the edition or its editors write it, or a word of its family. */
    spelled(word) {
      const own = (other) => this.ours.has(other) || this.written.has(other);
      const root = stem(word);
      // A short stem is a poor witness: "traning" is none of the family of "trans".
      const sure = root.length > 4 || word.length - root.length < 3;
      return own(word) || this.names.alike.has(root) || (sure && this.index.family(word).some((other) => own(other) && Math.abs(other.length - word.length) < 6));
    }

    /* Words of ours that differ from *word* by a slip or two, the nearest only. */
    near(word) {
      if (!allowed(word) || HAN.test(word)) return [];
      let found = this.ours.near(word, allowed(word));
      // What is spelled so in a note only may be meant as well.
      if (!found.length && word.length > 4) found = this.written.near(word, 1);
      // Two slips in a middling word, if it begins alike.
      if (found.length || word.length < 6) return found;
      const alike = allowed(word) > 1 ? [] : this.ours.near(word, 2).filter(([other]) => other[0] === word[0]);
      return alike.length ? alike : this.ours.beginning(word).map((other) => [other, 2]);
    }

    /* Points of each place for the words in it. */
    worded(asked, query) {
      const groups = asked.flatMap((word, i) => word.groups.map(([words, factor, firm]) => [words, factor, 1 << i, firm ? 1 << i : 0]));
      const found = this.index.search(groups);
      const covers = new Map();
      const coverOf = (mask, firm) => {
        const key = mask * 2 ** asked.length + firm;
        if (!covers.has(key)) covers.set(key, share(asked, mask, firm) ** 3);
        return covers.get(key);
      };
      const { inside, asking, sorts, figure } = query;
      const formed = inside || asking || sorts.size || figure;
      for (const place of found.places) {
        const raw = found.points[place], entry = this.entries[place], { kind } = entry;
        found.points[place] = FULL * raw / (raw + HALF) * coverOf(found.masks[place], found.firm[place]) * WEIGHT[kind] * (formed ? fitting(entry, query) : 1) +
          // One plain word is looked for in the document first.
          (kind === "sentence" && asked.length === 1 ? ONE_WORD : 0);
      }
      return found;
    }

    /* Where the document names a term that was asked for by any of its names. */
    said(called, found) {
      const best = new Map();
      for (const [{ n, words }, { quality }] of called) {
        if (!words || quality < SURE) continue;
        for (const sentence of this.saying.get(n) ?? []) best.set(sentence.n, Math.max(quality, best.get(sentence.n) ?? 0));
      }
      for (const [place, quality] of best) found.give(place, SAID_THERE * quality);
    }

    /* Those of *places* that have *phrase* word for word; the document's own sentence comes first. */
    keep(found, places, phrase) {
      const sought = HAN.test(phrase[0]) ? phrase.join(" ") : line(phrase);
      return places.filter((place) => {
        const { said, shown, kind } = this.entries[place];
        if (!said.includes(sought)) return shown.includes(sought);
        found.give(place, PHRASE * (kind === "sentence" ? 1 : 0.3));
        return true;
      });
    }

    /* Words that come together as they were typed say more than the same words apart. */
    together(found, places, all) {
      const sought = line(all);
      for (const place of found.best(LIMIT, places)) {
        const { said, shown } = this.entries[place];
        if (said.includes(sought) || shown.includes(sought)) found.give(place, TOGETHER);
      }
    }

    /* A paragraph and its sentences as one result, which opens at the best of them. */
    grouped(found, places) {
      const groups = new Map(), results = [];
      for (const place of places) {
        const entry = this.entries[place], score = found.points[place];
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

  /* Whether a place is of the form that a question asks for. */
  const fitting = (entry, { inside, asking, sorts, figure }) => (asking ? ANSWERS[entry.kind] ?? 1 : 1) *
    (inside && entry.paragraph === inside ? THERE : 1) *
    (sorts.has(entry.sort) ? SORT : 1) * (figure && entry.figure ? FIGURE : 1);

  /* How much of what was asked the words in *mask* are; those that are not *firm* are there by another word. */
  const share = (asked, mask, firm) => {
    const weights = asked.map((word, i) => firm & 1 << i ? word.weight : mask & 1 << i ? OTHERWISE * word.weight : 0);
    return weights.reduce((sum, weight) => sum + weight, 0) / asked.reduce((sum, word) => sum + word.weight, 0);
  };

  const line = (runs) => ` ${runs.join(" ")} `;

  return { Finder };
})();
