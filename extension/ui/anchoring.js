/**
 * Finds a quote in a text, on strings alone (ranges.js is the DOM side).
 *
 * Both sides are folded: white space and invisible characters dropped, quotation marks, dashes and compatibility forms made equal. A quote is then
 * matched exactly and its surroundings are checked; what cannot be told apart from another place is refused, because no mark is better than a
 * wrong one.
 */

/** @typedef {{exact: string, prefix?: string, suffix?: string}} Quote */
/** @typedef {{text: string, places: Uint32Array, original: string}} Folded `places[i]` is the index in `original` of folded character i */
/** @typedef {{start: number, end: number}} Place UTF-16 indexes into the original text, end exclusive */

const INVISIBLE = /[\s\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]/u;
const FORMS = new Map(
  Object.entries({
    '"': '\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u300c\u300d\u300e\u300f\u301d\u301e\u301f\uff02',
    "'": '\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a`\u00b4\u02bc\uff07',
    '-': '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d',
    '...': '\u2026',
  }).flatMap(([plain, forms]) => [...forms].map((form) => /** @type {[string, string]} */ ([form, plain]))),
);
const CLUSTER = /\P{M}\p{M}*|\p{M}+/gsu;
const LETTER = /[\p{L}\p{N}]/u;
const WITHOUT_WORD_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * How much of the surroundings must agree when neither side agrees in full: characters, both sides together. A news page puts captions and
 * advertisements between paragraphs, so one side may break off; eight characters are about a word and a half.
 */
const LEAST_CONTEXT = 8;

/**
 * Folds a text for matching.
 *
 * @param {string} original
 * @returns {Folded}
 */
export function fold(original) {
  const places = new Uint32Array(original.length * 4 + 1);
  let text = '';
  const put = (/** @type {string} */ folded, /** @type {number} */ at) => {
    for (let i = 0; i < folded.length; i += 1) {
      if (INVISIBLE.test(folded[i])) continue;
      if (text.length < places.length) places[text.length] = at;
      text += folded[i];
    }
  };
  for (const cluster of original.matchAll(CLUSTER)) {
    const [form] = cluster;
    const at = cluster.index;
    if (form.length === 1 && form > ' ' && form < '\u007f' && form !== '`') put(form, at);
    else put(FORMS.get(form) ?? form.normalize('NFKC').replace(/[\u2018\u2019\u2032]/g, "'"), at);
  }
  places[text.length] = original.length;
  return { text, places, original };
}

/**
 * The place of a quote in a folded text, or null when it is not there, not told apart, or its surroundings do not agree.
 *
 * @param {Folded} haystack
 * @param {Quote} quote
 * @param {(place: Place) => boolean} [accept] a last check by the caller, e.g. that the place is rendered
 * @returns {Place|null}
 */
export function findQuote(haystack, quote, accept = () => true) {
  const exact = fold(quote.exact).text;
  if (!exact) return null;
  const prefix = fold(quote.prefix ?? '').text;
  const suffix = fold(quote.suffix ?? '').text;
  const found = [];
  for (let at = haystack.text.indexOf(exact); at !== -1; at = haystack.text.indexOf(exact, at + 1)) {
    const place = unfold(haystack, at, at + exact.length);
    if (!atWordBoundaries(haystack.original, place, quote) || !accept(place)) continue;
    found.push({ place, ...agreement(haystack.text, at, at + exact.length, { prefix, suffix }) });
  }
  return choose(found, { prefix, suffix, exact });
}

/**
 * @param {Folded} haystack
 * @param {number} start
 * @param {number} end
 * @returns {Place}
 */
function unfold(haystack, start, end) {
  const last = haystack.places[end - 1];
  const cluster = /^(?:\P{M}\p{M}*|\p{M}+)/su.exec(haystack.original.slice(last, last + 16));
  return { start: haystack.places[start], end: last + (cluster?.[0].length ?? 1) };
}

/**
 * How many characters before and after a place agree with the quote's surroundings.
 *
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {{prefix: string, suffix: string}} around
 */
function agreement(text, start, end, { prefix, suffix }) {
  let before = 0;
  while (before < prefix.length && text[start - 1 - before] === prefix[prefix.length - 1 - before]) before += 1;
  let after = 0;
  while (after < suffix.length && text[end + after] === suffix[after]) after += 1;
  return { before, after };
}

/**
 * The one place that stands out, or null.
 *
 * @param {{place: Place, before: number, after: number}[]} found
 * @param {{prefix: string, suffix: string, exact: string}} folded
 * @returns {Place|null}
 */
function choose(found, { prefix, suffix, exact }) {
  const context = prefix.length + suffix.length;
  if (context === 0) return found.length === 1 && exact.length >= LEAST_CONTEXT ? found[0].place : null;
  const whole = found.find(({ before, after }) => before === prefix.length && after === suffix.length);
  if (whole) return whole.place;
  const enough = found.filter(({ before, after }) => {
    const oneSide = (before === prefix.length && before >= LEAST_CONTEXT) || (after === suffix.length && after >= LEAST_CONTEXT);
    return oneSide || before + after >= Math.min(context, 2 * LEAST_CONTEXT);
  });
  enough.sort((one, other) => other.before + other.after - (one.before + one.after));
  if (enough.length === 0) return null;
  const [best, next] = enough;
  return next && next.before + next.after === best.before + best.after ? null : best.place;
}

/**
 * Whether a place does not begin or end inside a word, unless the quote itself did where it was taken from.
 *
 * @param {string} text
 * @param {Place} place
 * @param {Quote} quote
 */
function atWordBoundaries(text, place, quote) {
  const joins = (/** @type {string} */ left, /** @type {string} */ right) =>
    LETTER.test(left) && LETTER.test(right) && !WITHOUT_WORD_SPACES.test(left) && !WITHOUT_WORD_SPACES.test(right);
  const first = quote.exact.trimStart()[0] ?? '';
  const last = quote.exact.trimEnd().at(-1) ?? '';
  const openBefore = joins((quote.prefix ?? '').at(-1) ?? '', first);
  const openAfter = joins(last, (quote.suffix ?? '')[0] ?? '');
  const visible = (/** @type {string} */ c) => c && !/[\u00ad\u200b\u2060]/.test(c);
  let before = place.start - 1;
  while (before >= 0 && !visible(text[before])) before -= 1;
  let after = place.end;
  while (after < text.length && !visible(text[after])) after += 1;
  return (openBefore || !joins(text[before] ?? '', first)) && (openAfter || !joins(last, text[after] ?? ''));
}
