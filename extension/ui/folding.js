/**
 * Folds a text for matching: white space and invisible characters dropped, quotation marks, dashes and compatibility forms made equal. Every folded
 * character knows its place in the original.
 */

/** @typedef {{text: string, original: string, placeOf: (i: number) => number}} Folded `placeOf(i)` is the index in `original` of folded character i */

const BLANK = /[\0-\x20\xa0]+/g;
const ELLIPSIS = 0x2026;
const FIRST_MARK = 0x300;
const NOT_ASCII = /[^\0-\x5f\x61-\x7e]/;
/** What a news text seldom has: anything but ASCII, accented Latin, Cyrillic, kana, Han, Hangul and the marks that EASY_FORMS replace. */
const NOT_EASY = /[^\0-\x5f\x61-\x7e\xa0\xab\xbb\xc0-\xff\u0400-\u0481\u2013\u2014\u2018-\u201a\u201c-\u201e\u2026\u3001\u3002\u300c\u300d\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff3f\uff41-\uff5e]/;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const EASY_FORMS = /** @type {[RegExp, string][]} */ ([[/[\u201c-\u201e\u300c\u300d\xab\xbb]/g, '"'], [/[\u2018-\u201a]/g, "'"], [/[\u2013\u2014]/g, '-'], [/\u2026/g, '...']]);

/**
 * Folds parts of one text. Only their folded text is made at once, by the browser's own means; the places of a part's characters are worked out when
 * one is asked for, so that a page costs little where nothing is found.
 *
 * @param {string[]} parts
 * @returns {Folded}
 */
export function foldParts(parts) {
  const texts = parts.map(foldedText);
  /** @type {Map<number, Folded>} */
  const known = new Map();
  const [starts, places] = [startsOf(texts), startsOf(parts)];
  const placeOf = (/** @type {number} */ i) => {
    const part = lastAtOrBefore(starts, i);
    const folded = known.get(part) ?? fold(parts[part]);
    known.set(part, folded);
    return places[part] + folded.placeOf(i - starts[part]);
  };
  return { text: texts.join(''), original: parts.join(''), placeOf };
}

/**
 * The text that `fold` gives, without places: for what is written in most languages, by a few replacements.
 *
 * @param {string} text
 * @returns {string}
 */
export function foldedText(text) {
  return NOT_EASY.test(text) ? fold(text).text : foldedEasily(text);
}

/** @param {string} text */
function foldedEasily(text) {
  const words = text.replace(BLANK, '');
  if (!NOT_ASCII.test(words)) return words;
  const narrow = words.replace(FULL_WIDTH, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));
  return EASY_FORMS.reduce((folded, [forms, plain]) => folded.replace(forms, plain), narrow);
}

/** @param {string[]} texts */
function startsOf(texts) {
  let length = 0;
  return texts.map((text) => (length += text.length) - text.length);
}

/**
 * @param {number[]} starts ascending
 * @param {number} at
 * @returns {number} index of the last of `starts` at or before `at`
 */
export function lastAtOrBefore(starts, at) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Folds a text for matching.
 *
 * @param {string} original
 * @returns {Folded}
 */
export function fold(original) {
  const { text, places } = NOT_EASY.test(original) ? foldedExactly(original) : { text: foldedEasily(original), places: easyPlaces(original) };
  places.push(original.length);
  return { text, original, placeOf: (i) => places[i] };
}

/** @param {string} original */
function foldedExactly(original) {
  let text = '';
  /** @type {number[]} */
  const places = [];
  for (let at = 0; at < original.length; ) {
    const form = original.slice(at, at + clusterLength(original, at));
    const folded = NOT_EASY.test(form) ? foldedForm(form) : foldedEasily(form);
    text += folded;
    for (let i = 0; i < folded.length; i += 1) places.push(at);
    at += form.length;
  }
  return { text, places };
}

/** @param {string} text without anything that is not easy: what is no blank gives one character, an ellipsis three */
function easyPlaces(text) {
  /** @type {number[]} */
  const places = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === 0xa0) continue;
    places.push(at);
    if (code === ELLIPSIS) places.push(at, at);
  }
  return places;
}

/**
 * How long the character at a place is, with its combining marks.
 *
 * @param {string} text
 * @param {number} at
 */
export function clusterLength(text, at) {
  const next = text.charCodeAt(at + 1);
  if (!(next >= FIRST_MARK) || (next >= 0x2000 && next <= 0x206f)) return 1; // punctuation combines with nothing
  const { cluster } = rareForms();
  cluster.lastIndex = at;
  return cluster.exec(text)?.[0].length ?? 1;
}

/** @param {string} form a character with its combining marks */
function foldedForm(form) {
  const { forms, anyForm, invisible } = rareForms();
  const plain = (/** @type {string} */ words) => words.replace(anyForm, (one) => forms.get(one) ?? one);
  return plain(plain(form).normalize('NFKC')).replace(invisible, '').replace(BLANK, '');
}

/** @type {ReturnType<typeof makeRareForms>|undefined} */
let rare;
/** What only text that is not easy needs, made when the first of it is met: most pages have none, and these take longer to make than their text to fold. */
const rareForms = () => (rare ??= makeRareForms());

function makeRareForms() {
  const forms = new Map(
    Object.entries({
      '"': '\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u300c\u300d\u300e\u300f\u301d\u301e\u301f\uff02',
      "'": '\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a`\u00b4\u02bc\uff07',
      '-': '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d',
      '...': '\u2026',
    }).flatMap(([plain, written]) => [...written].map((form) => /** @type {[string, string]} */ ([form, plain]))),
  );
  return {
    forms,
    anyForm: new RegExp(`[${[...forms.keys()].join('')}]`, 'gu'),
    cluster: /\P{M}\p{M}*|\p{M}+/suy,
    invisible: /[\s\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]/gu,
  };
}
