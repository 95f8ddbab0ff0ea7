/* The quotation checker: are these words in the document, and where?  The words to compare with are on the page. */
(() => {
  "use strict";
  const form = document.querySelector(".ed-quote-form");
  const answer = document.querySelector(".ed-quote-answer");
  const { make } = window.Edition;

  /* ---- the document as words, each with its sentence ---- */
  // Who leaves out a hyphen changes no word.
  const WORD = /[\p{L}\p{N}]+(?:[’'.][\p{L}\p{N}]+)*/gu;
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

  const letters = (text) => text.toLowerCase().match(/\p{L}/gu) ?? [];
  const alphabet = new Set(paragraphs.flatMap(({ text }) => letters(text)));

  /* ---- where the words are ---- */
  const all = paragraphs.flatMap((paragraph) => paragraph.words.map(({ word }, at) => ({ paragraph, at, word })));
  // Each place where they are, as its stretches of one paragraph or several.
  const exact = (list) => {
    const found = [];
    for (let i = 0; i + list.length <= all.length; i += 1) {
      if (!list.every(({ word }, j) => all[i + j].word === word)) continue;
      const own = all.slice(i, i + list.length);
      found.push([...new Set(own.map(({ paragraph }) => paragraph))].map((paragraph) => {
        const places = own.filter((item) => item.paragraph === paragraph).map(({ at }) => at);
        return { paragraph, from: places[0], to: places.at(-1) + 1 };
      }));
    }
    return found;
  };
  // "Action" and "actions", "oppose" and "opposition": forms of one word begin alike, and
  // British and American spelling is no other word.
  const spelled = (word) => word.replace(/is(ation|ing|ed?|es)$/, "iz$1").replace(/our(?=$|s|ed|ing|able)/, "or");
  const akin = (...words) => {
    const [one, other] = words.map(spelled);
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
  // Of a long text around the words, as much as shows where they are in it.
  const AROUND = 12;
  const compared = (paragraph, way, list, wanted) => {
    const line = make("p", { className: "ed-quote-diff" });
    const show = (text, { start, end }, name) => {
      const words = text.slice(start, end);
      line.append(name ? make(name, { textContent: words }) : words, /[-‐‑–]/.test(text[end]) ? text[end] : " ");
    };
    const inside = (k) => way.slice(Math.max(0, k - AROUND), k + AROUND + 1).some(([i]) => i !== undefined);
    for (const [k, [i, j]] of way.entries()) {
      if (!inside(k)) {
        if (!k || inside(k - 1)) line.append("… ");
        continue;
      }
      const own = paragraph.words[i], asked = list[j];
      if (asked && own?.word !== asked.word) show(wanted, asked, "del");
      if (own) show(paragraph.text, own, own.word === asked?.word ? "" : "ins");
    }
    return line;
  };
  const verdict = (yes, textContent) => make("p", { className: `ed-quote-verdict is-${yes ? "yes" : "no"}`, textContent });
  // What the document does not have may be in a note, in a name or in an earlier text.
  const elsewhere = (words) => {
    const button = make("button", { type: "button", textContent: "Look for them in the whole edition" });
    button.addEventListener("click", () => window.Edition.search(words));
    return make("p", { className: "ed-quote-where" }, button);
  };
  const MOSTLY = 0.6;
  // How much of the words the document has, from 0 to 1, and what is to be said of it.
  const judged = (given) => {
    // "[T]he" is "The", fitted into another sentence.
    const wanted = given.replace(/[[\]]/g, "");
    const list = wordsIn(wanted);
    const found = exact(list);
    if (found.length) {
      const letter = found.some((place) =>
        plain(place.map(({ paragraph }) => paragraph.text).join(" ")).includes(plain(wanted.trim())));
      const said = letter ? "The document has these words." : "The document has these words; capitals or punctuation differ.";
      const times = found.length > 1 ? ` They occur ${found.length} times.` : "";
      return { share: 1, say: () => [
        verdict(true, said + times),
        ...found.flat().flatMap(({ paragraph, from, to }) => passage(paragraph, from, to)),
      ] };
    }
    if (!letters(wanted).some((letter) => alphabet.has(letter))) {
      return { share: 0, say: () => [verdict(false, "The document is not written in these characters."), elsewhere(wanted)] };
    }
    const near = paragraphs.map((paragraph) => nearestIn(paragraph, list)).sort((a, b) => b.best - a.best)[0];
    const way = pairs(near, list);
    // Short words are in every passage: they bring none nearer.
    const telling = (j) => list[j].word.length > 3;
    const wantedCount = list.filter((_, j) => telling(j)).length;
    const likenesses = way.map(([i, j]) =>
      i === undefined || j === undefined ? LOSS : likeness(near.paragraph.words[i].word, list[j].word));
    const shared = way.reduce((sum, [, j], k) => sum + (j !== undefined && telling(j) ? Math.max(0, likenesses[k]) / GAIN : 0), 0);
    const share = shared / Math.max(wantedCount, 1);
    // Words in a row are a passage, whatever is around them.
    const row = likenesses.some((_, k) => likenesses.slice(k, k + ROW).filter((like) => like > 0).length === ROW);
    if (!shared || (share < 0.4 && !(row && shared > 1))) {
      return { share, say: () => [verdict(false, "The document does not have these words, or any passage close to them."), elsewhere(wanted)] };
    }
    const places = way.map(([i]) => i).filter((i) => i !== undefined);
    return { share, say: () => [
      verdict(false, "The document does not have exactly these words. The closest passage:"),
      ...passage(near.paragraph, places[0], places.at(-1) + 1),
      make("p", { className: "ed-quote-legend" }, "Compared: ", make("del", { textContent: "only in your words" }), " ", make("ins", { textContent: "only in the document" })),
      compared(near.paragraph, way, list, wanted),
      ...(share < MOSTLY ? [elsewhere(wanted)] : []),
    ] };
  };

  /* ---- what is to be looked for ---- */
  const GAP = /[[(]?(?:…|\.\s?\.\s?\.(?:\s?\.)?)[\])]?|\n\s*\n/;
  const partsOf = (words) => words.split(GAP).map((part) => part.trim()).filter((part) => part.match(WORD));
  // An apostrophe is no end of a quotation in single marks.
  const QUOTED = /“([^“”]+)”|"([^"]+)"|(?<!\p{L})‘((?:[^‘’]|’(?=\p{L}))+)’/gu;
  const quotedIn = (text) => [...text.matchAll(QUOTED)].map((match) => match[1] ?? match[2] ?? match[3])
    .filter((words) => words.match(WORD)?.length > 1);
  const check = () => {
    const given = form.querySelector("textarea").value.trim();
    const quoted = quotedIn(given);
    let parts = partsOf(given.replace(/^["“]|["”]$/g, ""));
    let found = parts.map(judged);
    // Somebody else's text with quotations in it, and not a quotation with others inside.
    const article = quoted.length > 0 && found.some(({ share }) => share < MOSTLY);
    if (article) {
      parts = quoted.flatMap(partsOf);
      found = parts.map(judged);
    }
    answer.replaceChildren(
      ...(article ? [make("p", { textContent: `The words within quotation marks are looked for: ${quoted.length} ${quoted.length > 1 ? "quotations" : "quotation"}.` })] : []),
      ...parts.flatMap((part, k) => [
        ...(article || parts.length > 1 ? [make("h2", { textContent: part.length > 60 ? `${part.slice(0, 57)}…` : part })] : []),
        ...found[k].say(),
      ]),
    );
    if (!parts.length) answer.replaceChildren(make("p", { textContent: "There are no words to look for." }));
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); check(); });
  form.hidden = false;
  // A link can bring the words: #words=…
  const brought = new URLSearchParams(location.hash.slice(1)).get("words");
  if (brought) { form.querySelector("textarea").value = brought; check(); }
})();
