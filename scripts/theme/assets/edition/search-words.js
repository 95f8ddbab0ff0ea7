/* What a word is, whoever types it: one form for all ways of writing it. */
window.EditionWords = (() => {
  "use strict";
  const LETTERS = { "ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ھ": "ہ", "ة": "ہ", "ە": "ہ", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i" };
  const RUN = /\p{sc=Han}+|(?:(?!\p{sc=Han})[\p{L}\p{N}])+(?:\.\p{N}+)*/gu;
  const WRITTEN = /\p{sc=Han}+|(?:(?!\p{sc=Han})[\p{L}\p{M}\p{N}'’ʼʿʾʻ‘.&\u0640\u200b-\u200f])+/gu;
  const HAN = /^\p{sc=Han}/u;
  const simplified = new Map();

  /* Takes pairs of characters, traditional before simplified. */
  const learn = (pairs) => {
    const signs = [...pairs];
    for (let i = 0; i < signs.length; i += 2) simplified.set(signs[i], signs[i + 1]);
  };
  /* Without case, tones, vowel signs, dots of abbreviations; traditional characters as simplified. */
  const fold = (text) => shorten(ENGLISH.test(text) ? text.toLowerCase() : unmark(text));
  const ENGLISH = /^[\x00-\x7f\u2010-\u203a]*$/;
  const unmark = (text) => text.normalize("NFKD").toLowerCase()
    .replace(/[\p{M}\u0640\u200b-\u200f]/gu, "")
    .replace(/[يىكهھةەßøłđı]/g, (letter) => LETTERS[letter])
    .replace(/\p{sc=Han}/gu, (sign) => simplified.get(sign) ?? sign);
  const MONTHS = "january february march april may june july august september october november december".split(" ");
  const shorten = (text) => text
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, "$1").replace(/([a-z])&(?=[a-z])/g, "$1")
    .replace(/\b(\d+)(?:st|nd|rd|th)\b/g, "$1").replace(/(\d),(?=\d{3}\b)/g, "$1")
    .replace(/\b(\d{4})-([01]\d)-([0-3]\d)\b/g, (all, year, month, day) => `${Number(day)} ${MONTHS[month - 1]} ${year}`)
    .replace(/['’ʼ]s\b/g, "").replace(/['’ʼʿʾʻ‘]/g, "");
  const plain = (text) => fold(text).match(RUN) ?? [];

  /* Chinese is written without blanks: each two signs are a word, and the last alone. */
  const pairs = (run) => run.length < 2 ? [run] : Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2));
  const split = (runs) => runs.flatMap((run) => HAN.test(run) && run.length > 1 ? [...pairs(run), run.at(-1)] : run);
  const words = (text) => split(plain(text));

  const ENDINGS = /(?:ifications?|izations?|izing|ized?|izers?|ational|ations?|ators?|atives?|ated?|ates|ating|atisms?|atists?|itions?|ments?|ery|ness|ingly|edly|ing|ed|ically|icals?|isms?|ists?|istic|ives?|ities|ity|ly|[ai]bles?|als?|ers?|ors?|ic)$/;
  // Forms that no ending shows; the first is the root of the others.
  const FORMS = new Map(("owe owed owes owing, pay paid pays payer payment, meet met, hold held holds, build built builds, fight fought, " +
    "buy bought, sell sold sale, send sent, lend lent, spend spent, lose lost loss losses, win won, give gave given, take took taken, " +
    "go went gone, come came, say said, speak spoke spoken, write wrote written, choose chose chosen choice, break broke broken, " +
    "begin began begun, grow grew grown growth, rise rose risen, fall fell fallen, lead led, leave left, keep kept, think thought, " +
    "teach taught, die died dies dead death deaths, man men, woman women, child children, person people, month months, year years, " +
    "use used uses user, ban bans banned, aid aids aided, war wars, law laws, tax taxes taxed, bill bills, bank banks, link links linked, " +
    "ask asked asks, call called calls, deny denied denies denial, defense defence, program programme, center centre, " +
    "2 two ii second, 3 three iii third, 4 four iv fourth, 5 five fifth, 6 six sixth, 7 seven seventh, 8 eight eighth, 9 nine ninth, " +
    "10 ten tenth, billion bn, million mn, news, january jan, february feb, april apr, august aug, september sept sep, october oct, november nov, december dec")
    .split(", ").flatMap((row) => row.split(" ").map((word, i, all) => [word, all[0]])));
  /* What English words of one family have in common. */
  const stem = (word) => {
    if (FORMS.has(word)) return FORMS.get(word);
    if (/^[a-z]{2}[^suiw]s$/.test(word)) return word.slice(0, -1);
    if (word.length < 5 || !/^[a-z]+$/.test(word)) return word;
    let left = word.replace(/is(ation|ing|ed?|es)(?=s?$)/, "iz$1").replace(/our(?=$|s|ed|ing|ly|hood|able)/, "or")
      .replace(/ies$/, "y").replace(/([^su])s$/, "$1");
    // Endings follow endings: hospit-al-ity.
    for (let pass = 0; pass < 2; pass += 1) {
      const short = left.replace(ENDINGS, (ending) => ending.startsWith("ific") ? "if" : "");
      if (short.length >= 4) left = short;
    }
    return left.replace(/([^aeiou])\1$/, "$1").replace(/[eyi]$/, "");
  };

  /* Which letters a word has, as bits: an edit changes two of them at most. */
  const letters = (word) => {
    let bits = 0;
    for (let i = 0; i < word.length; i += 1) bits |= 1 << (word.charCodeAt(i) & 31);
    return bits;
  };
  const far = (one, two, most) => {
    let bits = one ^ two, count = 0;
    for (; bits; bits &= bits - 1) count += 1;
    return count > 2 * most;
  };

  /* Edits between two words, a swap of neighbours counted once; more than *most* is reported as more. */
  const edits = (one, two, most) => {
    if (Math.abs(one.length - two.length) > most) return most + 1;
    let before, last = Array.from({ length: two.length + 1 }, (_, j) => j), row = [];
    for (let i = 1; i <= one.length; i += 1) {
      row[0] = i;
      let least = i;
      for (let j = 1; j <= two.length; j += 1) {
        let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === two[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
      [before, last, row] = [last, row, before ?? []];
    }
    return last[two.length];
  };
  /* How many edits still leave a word the same word to its reader. */
  const allowed = (word) => word.length < 4 || /\d/.test(word) ? 0 : word.length < 8 ? 1 : 2;

  /* The words in a run of letters; the same runs come again and again. */
  const known = new Map();
  const parts = (run) => {
    if (!known.has(run)) known.set(run, plain(run));
    return known.get(run);
  };

  /* Where in *text* there are words that pass *test*, as [start, end]; Chinese runs where *signs* are. */
  const marks = (text, test, signs = []) => {
    const found = [];
    for (const match of text.matchAll(WRITTEN)) {
      if (!HAN.test(match[0])) {
        const written = match[0].replace(/['’.&]+$/, "");
        if (parts(written).some(test)) found.push([match.index, match.index + written.length]);
        continue;
      }
      const run = fold(match[0]);
      for (const sign of signs) {
        for (let at = run.indexOf(sign); at >= 0; at = run.indexOf(sign, at + 1)) {
          found.push([match.index + at, match.index + at + sign.length]);
        }
      }
    }
    return found.sort((a, b) => a[0] - b[0]);
  };
  return { learn, plain, pairs, split, words, stem, letters, far, edits, allowed, marks, HAN };
})();
