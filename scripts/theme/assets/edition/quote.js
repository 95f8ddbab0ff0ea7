/* The quotation checker: are these words in the document, and where?  The words to compare with are on the page. */
(() => {
  "use strict";
  const form = document.querySelector(".ed-quote-form");
  const answer = document.querySelector(".ed-quote-answer");
  const { make } = window.Edition;

  /* ---- the document as words, each with its sentence ---- */
  const WORD = /[\p{L}\p{N}]+(?:[’'.-][\p{L}\p{N}]+)*/gu;
  const same = (text) => text.toLowerCase().replaceAll("’", "'");
  const plain = (text) => text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'").replace(/[‐‑–—]/g, "-").replace(/\s+/g, " ");
  const wordsIn = (text) => [...text.matchAll(WORD)].map((match) => ({
    word: same(match[0]), start: match.index, end: match.index + match[0].length,
  }));
  const paragraphs = [...document.querySelectorAll(".ed-quote-text p")].map((paragraph) => {
    let text = "";
    const sentences = [...paragraph.querySelectorAll("[data-ref]")].map((element) => {
      const start = text.length;
      text += `${element.textContent} `;
      return { id: element.dataset.ref, start, end: text.length };
    });
    return { text: text.trimEnd(), sentences, href: paragraph.querySelector("a").href, words: wordsIn(text) };
  });

  /* ---- where the words are ---- */
  const exact = (wanted) => {
    const list = wordsIn(wanted).map((item) => item.word);
    const found = [];
    for (const paragraph of paragraphs) {
      for (let i = 0; i + list.length <= paragraph.words.length; i += 1) {
        if (list.every((word, j) => paragraph.words[i + j].word === word)) {
          found.push({ paragraph, from: i, to: i + list.length });
        }
      }
    }
    return found;
  };
  // "Action" and "actions", "oppose" and "opposition": forms of one word begin alike.
  const akin = (one, other) => {
    let begin = 0;
    while (begin < one.length && one[begin] === other[begin]) begin += 1;
    return begin > 3 && begin >= Math.min(one.length, other.length) - 1;
  };
  // The stretch of a paragraph most like the words: local alignment, word by word.
  const GAIN = 2, AKIN = 1, LOSS = -1, ROW = 3;
  const likeness = (one, other) => one === other ? GAIN : akin(one, other) ? AKIN : LOSS;
  const nearestIn = (paragraph, list) => {
    const columns = list.length + 1;
    const score = new Int16Array((paragraph.words.length + 1) * columns);
    let best = 0, at = 0;
    for (let i = 1; i <= paragraph.words.length; i += 1) {
      for (let j = 1; j < columns; j += 1) {
        const cell = i * columns + j;
        const step = likeness(paragraph.words[i - 1].word, list[j - 1].word);
        score[cell] = Math.max(0, score[cell - columns - 1] + step, score[cell - columns] + LOSS, score[cell - 1] + LOSS);
        if (score[cell] > best) { best = score[cell]; at = cell; }
      }
    }
    return { paragraph, score, columns, best, at };
  };
  // The way back through the scores: pairs of a word of the text and a word looked for; one may be missing.
  const pairs = ({ paragraph, score, columns, at }, list) => {
    const way = [];
    let i = Math.floor(at / columns), j = at % columns;
    const end = { i, j };
    while (i && j && score[i * columns + j] > 0) {
      const cell = i * columns + j;
      const step = likeness(paragraph.words[i - 1].word, list[j - 1].word);
      if (score[cell] === score[cell - columns - 1] + step) way.unshift([--i, --j]);
      else if (score[cell] === score[cell - columns] + LOSS) way.unshift([--i, undefined]);
      else way.unshift([undefined, --j]);
    }
    // What was looked for before and after is shown as missing from the text.
    for (let k = j - 1; k >= 0; k -= 1) way.unshift([undefined, k]);
    for (let k = end.j; k < list.length; k += 1) way.push([undefined, k]);
    return way;
  };

  /* ---- saying so ---- */
  // The words where they stand, and below them links to their sentences.
  const passage = (paragraph, from, to) => {
    const [first, last] = [paragraph.words[from].start, paragraph.words[to - 1].end];
    const touched = paragraph.sentences.filter((sentence) => sentence.start < last && first < sentence.end);
    const start = touched[0].start, end = touched.at(-1).end;
    const quote = make("blockquote", { className: "ed-quote-found" });
    quote.dataset.voice = "document";
    quote.dir = "auto";
    quote.append(paragraph.text.slice(start, first), make("mark", { textContent: paragraph.text.slice(first, last) }), paragraph.text.slice(last, end));
    return [quote, make("p", { className: "ed-quote-where" }, ...touched.flatMap((sentence, i) => {
      const [, number, place] = /^p(\d+)-s(\d+)$/.exec(sentence.id);
      const link = make("a", { href: `${paragraph.href.split("#")[0]}#${sentence.id}`, textContent: `paragraph ${number}, sentence ${place}` });
      return i ? [" · ", link] : [link];
    }))];
  };
  const compared = (paragraph, way, list, wanted) => {
    const line = make("p", { className: "ed-quote-diff" });
    for (const [i, j] of way) {
      const text = i === undefined ? undefined : paragraph.text.slice(paragraph.words[i].start, paragraph.words[i].end);
      const asked = j === undefined ? undefined : wanted.slice(list[j].start, list[j].end);
      if (text !== undefined && asked !== undefined && same(text) === same(asked)) line.append(text, " ");
      else {
        if (asked !== undefined) line.append(make("del", { textContent: asked }), " ");
        if (text !== undefined) line.append(make("ins", { textContent: text }), " ");
      }
    }
    return line;
  };
  const judged = (wanted) => {
    const list = wordsIn(wanted);
    if (!list.length) return [];
    const found = exact(wanted);
    if (found.length) {
      const letter = found.some(({ paragraph }) => plain(paragraph.text).includes(plain(wanted.trim())));
      const verdict = letter ? "The document has these words." : "The document has these words; capitals or punctuation differ.";
      const times = found.length > 1 ? ` They occur ${found.length} times.` : "";
      return [
        make("p", { className: "ed-quote-verdict is-yes", textContent: verdict + times }),
        ...found.flatMap(({ paragraph, from, to }) => passage(paragraph, from, to)),
      ];
    }
    const near = paragraphs.map((paragraph) => nearestIn(paragraph, list)).sort((a, b) => b.best - a.best)[0];
    const way = pairs(near, list);
    // Short words are in every passage: they bring none nearer.
    const telling = (j) => list[j].word.length > 3;
    const wantedCount = list.filter((_, j) => telling(j)).length;
    const likenesses = way.map(([i, j]) =>
      i === undefined || j === undefined ? LOSS : likeness(near.paragraph.words[i].word, list[j].word));
    const shared = way.reduce((sum, [, j], k) => sum + (j !== undefined && telling(j) ? Math.max(0, likenesses[k]) / GAIN : 0), 0);
    // Words in a row are a passage, whatever is around them.
    const row = likenesses.some((_, k) => likenesses.slice(k, k + ROW).filter((like) => like > 0).length === ROW);
    if (!shared || (shared < wantedCount * 0.4 && !(row && shared > 1))) {
      return [make("p", { className: "ed-quote-verdict is-no", textContent: "The document does not have these words, or any passage close to them." })];
    }
    const places = way.map(([i]) => i).filter((i) => i !== undefined);
    const [from, to] = [places[0], places.at(-1) + 1];
    return [
      make("p", { className: "ed-quote-verdict is-no", textContent: "The document does not have exactly these words. The closest passage:" }),
      ...passage(near.paragraph, from, to),
      make("p", { className: "ed-quote-legend" }, "Compared: ", make("del", { textContent: "only in your words" }), " ", make("ins", { textContent: "only in the document" })),
      compared(near.paragraph, way, list, wanted),
    ];
  };
  const check = () => {
    const words = form.querySelector("textarea").value.trim().replace(/^["“]|["”]$/g, "");
    const parts = words.split(/\s*(?:\[?(?:…|\.\.\.)\]?)\s*/).filter((part) => part.match(WORD));
    answer.replaceChildren(...parts.flatMap((part) => [
      ...(parts.length > 1 ? [make("h2", { textContent: part.length > 60 ? `${part.slice(0, 57)}…` : part })] : []),
      ...judged(part),
    ]));
    if (!parts.length) answer.replaceChildren(make("p", { textContent: "There are no words to look for." }));
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); check(); });
  form.hidden = false;
  // A link can bring the words: #words=…
  const brought = new URLSearchParams(location.hash.slice(1)).get("words");
  if (brought) { form.querySelector("textarea").value = brought; check(); }
})();
