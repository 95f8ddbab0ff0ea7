/* Finds places of the edition: what people type against what editors wrote.
   What counts, and how much, is decided here. */
window.EditionFinder = (() => {
  "use strict";
  const { learn, plain, pairs, split, words, stem, letters, far, edits, allowed, marks, HAN } = window.EditionWords;
  const { Index, Spelling, starting } = window.EditionIndex;

  /* How much a word counts by where it stands, and a place by what it is. */
  const BOOST = { names: 2, title: 4, words: 4, text: 1.5, where: 1, about: 1.2, around: 0.8, more: 0.8 };
  const WEIGHT = {
    sentence: 1.3, theme: 1.1, term: 1, paragraph: 1.6, note: 1,
    dropped: 0.85, commitment: 0.7, formula: 0.75, earlier: 1.2, lineage: 0.7, ledger: 0.8, source: 0.3,
  };
  const STEM = 0.33, BEGUN = 0.5, NEAR = 0.5, ALIKE = 0.22, OTHERWISE = 0.65;
  const NAME = 100, SAID_THERE = 45, ADDRESS = 10000, PHRASE = 200, TOGETHER = 25, ONE_WORD = 17, KIND = 150, ALL = 30;
  // The words of a place give at most FULL; HALF of the index's points give half of that.
  const FULL = 100, HALF = 50;
  const HELD = 0.15, REST = 0.32, PARTLY = 0.85;
  const SURE = 0.9, NEARLY = 0.84, OTHER = 0.97;
  const LIMIT = 60, MANY = 400, MOST = 26;
  const SAID = new Set(["paragraph", "sentence"]);
  const OWN = new Set(["paragraph", "sentence", "note"]);
  const CALLED = new Set(["term", "theme"]);
  // What asks in a sentence is answered by what the edition says, more than by the words themselves.
  const ASKING = new Set("who whom whose what when where why which how is are was were do does did can could will would has have should".split(" "));
  const ANSWERS = { sentence: 0.6, note: 1.2 }, SORT = 1.9, FIGURE = 1.2, THERE = 3;
  const COUNTING = /\b(how (many|much|long|old|often|far|fast|big|large)|when|which (day|year|month)|date|since)\b/;
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

  class Finder {
    /* *head* is the first piece of the index; *address* makes a link of a page below docs/. */
    constructor(head, address) {
      learn(head.traditional);
      this.head = head;
      this.address = address;
      this.entries = [];
      this.byId = new Map();
      this.names = [];
      this.stems = new Map();
      this.wholes = new Set();
      this.index = new Index(Object.values(BOOST));
      this.ours = new Spelling();
      this.written = new Spelling();
      this.saying = new Map();
      this.known = new Map();
      this.alike = new Map();
      for (const row of head.alike) for (const word of row) this.alike.set(stem(word), row);
      this.sortWords = new Map(Object.entries(head.sorts).map(([word, sort]) => [stem(word), sort]));
      this.kindWords = new Map(Object.entries(head.asked).map(([words, kind]) => [plain(words).map(stem).join(" "), kind]));
    }

    /* Takes the records of one piece of the index: values in the order of the head's fields. */
    add(records) {
      const kinds = Object.keys(this.head.kinds);
      this.known.clear();
      for (const record of records) {
        const entry = { n: this.entries.length, names: [], about: [], themes: [], speakers: [], silences: [] };
        record.forEach((value, i) => { if (value) entry[this.head.fields[i]] = value; });
        this.take(Object.assign(entry, { kind: kinds[record[0]] }));
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
      names.forEach((parts, place) => this.call(parts, called[place], place, entry));
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

    call(parts, text, place, entry) {
      const main = parts.filter((word) => !SMALL.has(word));
      const stems = (main.length ? main : parts).map((word) => this.root(word));
      const joined = parts.join("");
      for (const part of new Set(stems)) {
        if (this.stems.has(part)) this.stems.get(part).push(this.names.length);
        else {
          this.stems.set(part, [this.names.length]);
          this.roots = undefined;
        }
      }
      this.wholes.add(joined);
      this.names.push({ entry, place, text, joined, letters: letters(joined), stems, key: stems.join("") });
    }

    /* What *word* has in common with its family, and with words that readers use for the same. */
    root(word) {
      const own = stem(word);
      const row = this.alike.get(own);
      return row ? stem(row[0]) : own;
    }

    /* The kind of place that each of *words* asks for, if any: "commitment", "set phrase". */
    kindsOf(words) {
      const stems = words.map(stem);
      const kinds = stems.map((own) => this.kindWords.get(own));
      stems.forEach((own, i) => {
        const kind = this.kindWords.get(`${own} ${stems[i + 1]}`);
        if (kind) kinds[i] = kinds[i + 1] = kind;
      });
      return kinds;
    }

    /* What was typed: phrases in quotation marks, words, an address. */
    read(whole) {
      // "venezuela paragraph 15" asks for a place in that paragraph.
      const [part, number] = INSIDE.exec(whole) ?? [""];
      const inside = number && whole.trim() !== part.trim() && this.byId.has(`p${+number}`) ? `p${+number}` : "";
      const typed = inside ? whole.replace(part, " ") : whole;
      const phrases = [...typed.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]/g)].map((match) => plain(match[1])).filter((p) => p.length);
      const all = plain(typed);
      const main = all.filter((word) => !SMALL.has(word));
      // A name may have a word in it that asks for a kind.
      const wanted = this.wholes.has(all.join("")) ? [] : this.kindsOf(main);
      const meant = main.filter((word, i) => !wanted[i]);
      const runs = meant.length ? meant : main.length ? main : all;
      const kinds = new Set(wanted.filter(Boolean));
      const asked = runs.flatMap((run) => HAN.test(run) ? pairs(run) : [run]);
      const asking = all.length > 2 && ASKING.has(all[0]);
      const sorts = new Set(all.length > 2 ? all.map((word) => this.sortWords.get(stem(word))).filter(Boolean) : []);
      const figure = COUNTING.test(typed.toLowerCase());
      const open = !/[\s"“”]$/.test(typed);
      return {
        phrases, all, runs, asked: [...new Set(asked)].slice(0, MOST), open, empty: !main.length,
        kinds, bare: kinds.size > 0 && !meant.length, inside, sorts, asking, figure,
      };
    }

    /* The best places for *typed*; *wanted* says whether a filter lets an entry through. */
    find(typed, wanted = () => true) {
      const query = this.read(typed);
      const asked = query.asked.map((word, i) => this.meant(word, query.open && i === query.asked.length - 1));
      const called = this.called(query);
      // Words like "the" stand everywhere; alone they can only be a name.
      const idle = query.empty && !query.phrases.length;
      const found = this.worded(idle ? [] : asked, query);
      const matched = found.places.reduce((bits, place) => bits | found.masks[place], 0);
      for (const entry of this.addressed(typed)) found.give(entry.n, ADDRESS);
      // A part of a name says the less the more names have it.
      const shared = Math.log2(1 + [...called.values()].filter(({ quality }) => quality < NEARLY).length);
      for (const [entry, { quality }] of called) {
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
        for (const place of places) if (query.kinds.has(this.entries[place].kind)) found.give(place, KIND);
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

    /* Terms whose names have most pairs of letters in common with what was asked. */
    nearest({ query }) {
      const joined = query.all.join("");
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

    /* The places that *typed* names by number or id. */
    addressed(typed) {
      const asked = typed.trim().toLowerCase();
      const [, paragraph] = PARAGRAPH.exec(asked) ?? [];
      const [, within, sentence] = SENTENCE.exec(asked) ?? [];
      const id = paragraph ? `p${+paragraph}` : sentence ? `p${+within}-s${+sentence}` : asked.replace(/^#/, "");
      return [this.byId.get(id)].filter(Boolean);
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
      for (const other of this.alike.get(stem(word)) ?? []) {
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
      return own(word) || this.alike.has(root) || (sure && this.index.family(word).some((other) => own(other) && Math.abs(other.length - word.length) < 6));
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

    /* Terms and themes by their names: how well the best name fits, 0 to 1, and which it is. */
    called(query) {
      const joined = (query.kinds.size ? query.runs : query.all).join("");
      const stems = query.runs.map((word) => this.root(word));
      const best = new Map();
      if (!joined) return best;
      // A word that the edition uses is no slip of a name.
      const slips = query.all.length === 1 && this.written.has(joined) ? 0 : allowed(joined.replace(/\d/g, ""));
      const asked = { joined, letters: letters(joined), stems, all: new Set(stems).size, key: stems.join(""), digits: digits(joined), slips };
      const held = this.holding(stems, query.open);
      this.names.forEach((name, i) => {
        const quality = fit(name, asked, held[i]) * (name.place ? OTHER : 1);
        if (quality > (best.get(name.entry)?.quality ?? 0)) best.set(name.entry, { quality, name });
      });
      return best;
    }

    /* How many of *stems* each name has; the last may be the beginning of one, if *open*. */
    holding(stems, open) {
      const held = new Uint8Array(this.names.length);
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

    /* Words that stand together as they were typed say more than the same words apart. */
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

  /* The longest run of *few* that stands in *many* in the same order. */
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
  const fit = (name, { joined, letters: own, stems, all, key, slips, digits: figures }, held) => {
    if (name.joined === joined) return 1;
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
  return { Finder };
})();
