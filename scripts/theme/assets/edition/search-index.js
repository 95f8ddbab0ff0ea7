/* Which places have a word, in which of their fields and how often; what that says of a place is BM25. */
window.EditionIndex = (() => {
  "use strict";
  const { stem, letters, far, edits, HAN } = window.EditionWords;
  // A list holds numbers: the place, and in the last bits how often it has the word.
  const TIMES = 4, OFTEN = (1 << TIMES) - 1;
  const ONCE = 2.2, LENGTH = 0.7, EVER = 0.5;

  /* Those of the sorted words *all* that begin with *start*. */
  const starting = (all, start) => {
    let low = 0, high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (all[middle] < start) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < all.length && all[end].startsWith(start)) end += 1;
    return all.slice(low, end);
  };

  class Index {
    /* *boosts* says how much a word counts in each field. */
    constructor(boosts) {
      this.boosts = boosts;
      this.size = 0;
      this.lists = new Map();
      this.families = new Map();
      this.lengths = boosts.map(() => []);
      this.filled = boosts.map(() => 0);
      this.total = boosts.map(() => 0);
    }

    /* Takes the next place: a list of words for each field. */
    add(fields) {
      const place = this.size;
      this.size += 1;
      fields.forEach((words, field) => {
        this.lengths[field].push(words.length);
        // A field that is not there must not make the average shorter.
        if (words.length) this.filled[field] += 1;
        this.total[field] += words.length;
        for (const word of words) {
          const list = (this.lists.get(word) ?? this.learn(word))[field] ??= [];
          const last = list.length - 1;
          if (last < 0 || list[last] >> TIMES !== place) list.push(place << TIMES | 1);
          else if ((list[last] & OFTEN) < OFTEN) list[last] += 1;
        }
      });
    }

    learn(word) {
      const lists = this.boosts.map(() => undefined);
      this.lists.set(word, lists);
      this.sorted = undefined;
      const root = HAN.test(word) ? word : stem(word);
      const family = this.families.get(root);
      if (family) family.push(word);
      else this.families.set(root, [word]);
      return lists;
    }

    has(word) {
      return this.lists.has(word);
    }

    /* The words with the stem of *word*, itself among them. */
    family(word) {
      return this.families.get(stem(word)) ?? [];
    }

    /* In how many fields *word* occurs. */
    count(word) {
      return (this.lists.get(word) ?? []).reduce((sum, list) => sum + (list?.length ?? 0), 0);
    }

    /* The words that begin with *start*. */
    starting(start) {
      return starting(this.sorted ??= [...this.lists.keys()].sort(), start);
    }

    /* Points of all places that have words of *groups*: [words that count as one, how much, bits, firm bits]. */
    search(groups) {
      const found = new Tally(this.size);
      for (const [words, factor, bits, firm] of groups) {
        const own = words.map((word) => this.lists.get(word)).filter(Boolean);
        this.boosts.forEach((boost, field) => {
          const lists = own.map((fields) => fields[field]).filter(Boolean);
          const places = Math.min(this.size, lists.reduce((sum, list) => sum + list.length, 0));
          const rare = Math.log(1 + (this.size - places + 0.5) / (places + 0.5));
          for (const list of lists) this.tally(found, list, field, factor * boost * rare, bits, firm);
        });
      }
      return found;
    }

    tally({ points, masks, firm, places }, list, field, weight, bits, firmly) {
      const lengths = this.lengths[field];
      const share = LENGTH * this.filled[field] / this.total[field];
      for (let i = 0; i < list.length; i += 1) {
        const place = list[i] >> TIMES, times = list[i] & OFTEN;
        if (!masks[place]) places.push(place);
        masks[place] |= bits;
        firm[place] |= firmly;
        points[place] += weight * (EVER + times * ONCE / (times + (ONCE - 1) * (1 - LENGTH + share * lengths[place])));
      }
    }
  }

  /* The points of places, the words that they have as bits, and which places have any. */
  class Tally {
    constructor(size) {
      this.points = new Float64Array(size);
      this.masks = new Int32Array(size);
      this.firm = new Int32Array(size);
      this.places = [];
    }

    give(place, points) {
      if (!this.points[place]) this.places.push(place);
      this.points[place] += points;
    }

    /* The *count* best of *places*, best first; of equals the earlier. */
    best(count, places = this.places) {
      const { points } = this;
      let kept = places;
      if (places.length > count) {
        const least = Float64Array.from(places, (place) => points[place]).sort()[places.length - count];
        kept = places.filter((place) => points[place] >= least);
      }
      return [...kept].sort((a, b) => points[b] - points[a] || a - b).slice(0, count);
    }
  }

  /* Words among which a slip finds the one that was meant. */
  class Spelling {
    constructor() {
      this.known = new Set();
      this.byLength = [];
    }

    add(word) {
      if (this.known.has(word)) return;
      this.known.add(word);
      (this.byLength[word.length] ??= []).push([word, letters(word)]);
    }

    has(word) {
      return this.known.has(word);
    }

    /* The nearest words, at most *most* edits away, each with its distance. */
    near(word, most) {
      const own = letters(word);
      let found = [], least = most;
      for (let by = 0; by <= least; by += 1) {
        for (const length of by ? [word.length - by, word.length + by] : [word.length]) {
          for (const [other, bits] of this.byLength[length] ?? []) {
            if (far(own, bits, least)) continue;
            const distance = edits(word, other, least);
            if (distance > least || !distance) continue;
            if (distance < least) found = [];
            least = distance;
            found.push([other, distance]);
          }
        }
      }
      return found.slice(0, 12);
    }

    /* Words that begin as *word* does for most of its length. */
    beginning(word) {
      const start = word.slice(0, Math.max(5, Math.ceil(word.length * 0.6)));
      return [...this.known].filter((other) => other.startsWith(start)).slice(0, 12);
    }
  }
  return { Index, Spelling, starting };
})();
