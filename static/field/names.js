// Names as people spell them: folded, in their other spellings, by their sound, and how alike two are. The same rules as the server's.

const BASE = /** @type {Record<string, string>} */ ({
  æ: "ae", "ǽ": "ae", ø: "oe", œ: "oe", "a\u030a": "aa", "a\u0308": "ae", "o\u0308": "oe", "o\u030b": "oe", ı: "i", ł: "l",
  đ: "d", ð: "d", þ: "th", ħ: "h", ŧ: "t", ŋ: "n", ə: "e", ĸ: "k",
});
const BASE_LETTER = new RegExp(Object.keys(BASE).join("|"), "gu");
const WAYS = /** @type {Record<string, string[]>} */ ({ ae: ["ae", "e", "a"], oe: ["oe", "o"], aa: ["aa", "a"], ue: ["ue", "u"] });
const DIGRAPH = /ae|oe|aa|ue/g;
const FREE_DIGRAPHS = 4;
const SAME_SOUND = 0.9;

// The rules run in order on a folded part, so each may rely on those before it.
const SOUNDS = /** @type {[RegExp, string][]} */ ([
  [/ae/g, "e"], [/oe/g, "o"], [/aa/g, "a"], [/^(?:d[jz]|dsch|gj|hj)/, "j"], [/^hv/, "v"], [/^y(?=[aeiou])/, "j"],
  [/^ch(?=[rl])|ch(?=el$)/g, "k"], [/(?<=.)dj/gsu, "j"], [/sch|sh|sj|ch|c(?=[eiy])|z/g, "s"], [/ph/g, "f"],
  [/ck|kh|q|c/g, "k"], [/gh/g, "g"], [/dh/g, "d"], [/dt|th/g, "t"], [/x/g, "ks"], [/w/g, "v"], [/(?<=[lnr])d(?=s)/g, ""],
  [/(?<=.)h/gu, ""], [/a[iyj]|e[iyj]/g, "e"], [/(?<=.)j/gu, "i"], [/(.)\1+/gu, "$1"], [/b$/, "p"], [/d$/, "t"], [/g$/, "k"],
]);
const VOWEL_CLASSES = /** @type {Record<string, string>} */ ({ i: "e", y: "e", u: "o" });

/** Lower case without diacritics, æ and ä as ae, ø and ö as oe, å as aa. @param {string} text */
export function fold(text) {
  const letters = decomposed(text).replace(BASE_LETTER, (found) => BASE[found] ?? found);
  return letters.replace(/[\p{Mn}\p{Cf}]/gu, "").split(/\s+/u).filter(Boolean).join(" ");
}

/** The fold and the ways it may be typed without knowing the letters. @param {string} text @returns {Set<string>} */
export function variants(text) {
  const folded = fold(text);
  const pieces = folded.split(DIGRAPH);
  let spellings = [pieces[0] ?? ""];
  (folded.match(DIGRAPH) ?? []).forEach((digraph, place) => {
    const ways = place < FREE_DIGRAPHS ? (WAYS[digraph] ?? []) : [digraph];
    spellings = spellings.flatMap((begun) => ways.map((way) => begun + way + (pieces[place + 1] ?? "")));
  });
  return new Set([...spellings, bare(folded)]);
}

/** The words of a name, split at spaces, hyphens, apostrophes and other signs. @param {string} name */
export function parts(name) {
  const seen = name.normalize("NFC").replace(/\p{Cf}/gu, "");
  return seen.replace(/[\p{Z}\p{P}\p{S}\p{C}\u02bb-\u02bf]/gu, " ").split(/\s+/u).filter(Boolean);
}

/** Equal for parts that sound alike. @param {string} part */
export function phonetic(part) {
  return sound(parts(fold(part)).join(""));
}

/** From 0 to 1, in whatever order the parts stand; a part that the other name lacks counts against. @param {string} a @param {string} b */
export function similarity(a, b) {
  const left = compared(a);
  const right = compared(b);
  const total = [...left, ...right].reduce((sum, part) => sum + part.length, 0);
  const pairs = left.flatMap((x, i) => right.map((y, j) => ({ x, y, i, j, alike: alike(x, y) }))).sort(likest);
  const pairedLeft = new Set();
  const pairedRight = new Set();
  let score = 0;
  for (const { x, y, i, j, alike } of pairs) {
    if (pairedLeft.has(i) || pairedRight.has(j)) continue;
    pairedLeft.add(i);
    pairedRight.add(j);
    score += alike * (x.length + y.length);
  }
  return total ? score / total : 0;
}

/** @typedef {{folded: string, bare: string, sound: string, length: number}} Part */
/** @typedef {{x: Part, y: Part, i: number, j: number, alike: number}} Pair */

/** @param {string} name @returns {Part[]} */
const compared = (name) => parts(fold(name)).map((part) => ({ folded: part, bare: bare(part), sound: phonetic(part), length: [...part].length }));

/** @param {Part} a @param {Part} b */
function alike(a, b) {
  const spelled = Math.max(ratio(a.folded, b.folded), ratio(a.bare, b.bare));
  return a.sound && a.sound === b.sound ? Math.max(spelled, SAME_SOUND) : spelled;
}

/** The best pair first; of pairs as good, the one that comes first by its letters. @param {Pair} a @param {Pair} b */
function likest(a, b) {
  if (a.alike !== b.alike) return b.alike - a.alike;
  const [first, second] = [a, b].map(({ x, y }) => [x, y].map(({ folded }) => folded).sort());
  return before(first?.[0], second?.[0]) || before(first?.[1], second?.[1]) || a.i - b.i || a.j - b.j;
}

/** @param {string | undefined} a @param {string | undefined} b */
const before = (a = "", b = "") => Number(a > b) - Number(a < b);

/** How much of two words stands in both in the same order. @param {string} one @param {string} other */
function ratio(one, other) {
  const a = [...one];
  const b = [...other];
  let row = new Array(b.length + 1).fill(0);
  for (const letter of a) {
    const above = row;
    row = [0];
    b.forEach((beside, at) => row.push(letter === beside ? above[at] + 1 : Math.max(above[at + 1], row[at])));
  }
  return a.length + b.length ? (2 * row[b.length]) / (a.length + b.length) : 1;
}

/** @param {string} folded */
const bare = (folded) => folded.replace(DIGRAPH, (found) => WAYS[found]?.[1] ?? found);

/** @param {string} folded */
function sound(folded) {
  let sounds = folded;
  for (const [pattern, heard] of SOUNDS) sounds = sounds.replace(pattern, heard);
  sounds = sounds.replace(/[iyu]/g, (vowel) => VOWEL_CLASSES[vowel] ?? vowel);
  const first = sounds.search(/[aeo]/);
  if (first >= 0) sounds = sounds.slice(0, first + 1) + sounds.slice(first + 1).replace(/[aeo]/g, "");
  return sounds.replace(/(.)\1+/gsu, "$1");
}

/** Lower case with each accent as a sign of its own; by way of upper case, where ß is written out. @param {string} text */
function decomposed(text) {
  const lower = text.normalize("NFKD").replace(/[^ıİ]+/gu, (found) => found.toUpperCase().toLowerCase());
  return lower.replaceAll("İ", "i\u0307").replaceAll("ς", "σ").normalize("NFKD");
}
