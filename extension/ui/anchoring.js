/**
 * Finds quotes in a text, on strings alone (ranges.js is the DOM side).
 *
 * Both sides are folded (folding.js). A quote is matched exactly and its surroundings are checked; then the order in which quotes stand in the
 * article tells equal places apart. What still cannot be told apart is refused, because no mark is better than a wrong one.
 */

import { clusterLength, foldedText } from './folding.js';

/** @typedef {import('./folding.js').Folded} Folded */

/** @typedef {{exact: string, prefix?: string, suffix?: string}} Quote */
/** @typedef {{start: number, end: number}} Place UTF-16 indexes into the original text, end exclusive */
/** @typedef {{sure: boolean, places: Place[]}} Candidates `sure`: one place is enough, wherever the quotes around it stand */


/**
 * How much of the surroundings must agree when neither side agrees in full: characters, both sides together. A news page puts captions and
 * advertisements between paragraphs, so one side may break off; eight characters are about a word and a half.
 */
const LEAST_CONTEXT = 8;

/**
 * The place of each quote in a folded text, or null where it is not there, not told apart, or its surroundings do not agree.
 *
 * @param {Folded} haystack
 * @param {Quote[]} quotes in the order of the article
 * @param {(place: Place) => boolean} [isShown] where several places fit, those that are shown come first
 * @returns {(Place|null)[]}
 */
export function findQuotes(haystack, quotes, isShown = () => true) {
  const found = quotes.map((quote) => candidatesOf(haystack, quote));
  const settled = found.map(({ sure, places }) => (sure && places.length === 1 ? places[0] : null));
  return found.map(({ sure, places }, i) => {
    if (settled[i] || places.length === 0) return settled[i];
    const alike = quotes.flatMap((quote, j) => (sameQuote(quote, quotes[i]) ? [j] : []));
    if (sure && alike.length > 1 && alike.length === places.length) return places[alike.indexOf(i)];
    const after = settled.slice(0, i).findLast((place) => place !== null)?.end ?? 0;
    const before = settled.slice(i + 1).find((place) => place !== null)?.start ?? Infinity;
    const inOrder = places.filter(({ start, end }) => start >= after && end <= before);
    return (sure && onlyOne(places, isShown)) || onlyOne(inOrder, isShown);
  });
}

/**
 * @param {Quote} one
 * @param {Quote} other
 */
function sameQuote(one, other) {
  return one.exact === other.exact && one.prefix === other.prefix && one.suffix === other.suffix;
}

/**
 * @param {Place[]} places
 * @param {(place: Place) => boolean} isShown
 */
function onlyOne(places, isShown) {
  const shown = places.length > 1 ? places.filter(isShown) : places;
  return shown.length === 1 ? shown[0] : null;
}

/**
 * The places where a quote may stand: those whose surroundings agree in full, else those that agree best.
 *
 * @param {Folded} haystack
 * @param {Quote} quote
 * @returns {Candidates}
 */
function candidatesOf(haystack, quote) {
  const exact = foldedText(quote.exact);
  const prefix = foldedText(quote.prefix ?? '');
  const suffix = foldedText(quote.suffix ?? '');
  const context = prefix.length + suffix.length;
  if (!exact) return { sure: false, places: [] };
  const placed = (/** @type {number[]} */ starts) =>
    starts.map((at) => unfold(haystack, at, at + exact.length)).filter((place) => atWordBoundaries(haystack.original, place, quote));
  const whole = placed(occurrences(haystack.text, prefix + exact + suffix).map((at) => at + prefix.length));
  if (context === 0) return { sure: true, places: exact.length >= LEAST_CONTEXT ? whole : [] };
  if (whole.length) return { sure: context >= LEAST_CONTEXT, places: whole };
  const agreeing = occurrences(haystack.text, exact)
    .map((at) => ({ at, ...agreement(haystack.text, at, at + exact.length, prefix, suffix) }))
    .filter(({ before, after }) => {
      const oneSide = (before === prefix.length && before >= LEAST_CONTEXT) || (after === suffix.length && after >= LEAST_CONTEXT);
      return oneSide || before + after >= Math.min(context, 2 * LEAST_CONTEXT);
    })
    .sort((one, other) => other.before + other.after - one.before - one.after);
  for (let first = 0; first < agreeing.length; ) {
    const best = agreeing.slice(first).filter(({ before, after }) => before + after === agreeing[first].before + agreeing[first].after);
    const places = placed(best.map(({ at }) => at));
    if (places.length) return { sure: true, places };
    first += best.length;
  }
  return { sure: false, places: [] };
}

/**
 * @param {string} text
 * @param {string} words
 * @returns {number[]}
 */
function occurrences(text, words) {
  const found = [];
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) found.push(at);
  return found;
}

/**
 * @param {Folded} haystack
 * @param {number} start
 * @param {number} end
 * @returns {Place}
 */
function unfold(haystack, start, end) {
  const last = haystack.placeOf(end - 1);
  return { start: haystack.placeOf(start), end: last + clusterLength(haystack.original, last) };
}

/**
 * How many characters before and after a place agree with the quote's surroundings.
 *
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {string} prefix
 * @param {string} suffix
 */
function agreement(text, start, end, prefix, suffix) {
  let before = 0;
  while (before < prefix.length && text[start - 1 - before] === prefix[prefix.length - 1 - before]) before += 1;
  let after = 0;
  while (after < suffix.length && text[end + after] === suffix[after]) after += 1;
  return { before, after };
}

/**
 * Whether a place does not begin or end inside a word, unless the quote itself did where it was taken from.
 *
 * @param {string} text
 * @param {Place} place
 * @param {Quote} quote
 */
function atWordBoundaries(text, place, quote) {
  const joins = (/** @type {string} */ left, /** @type {string} */ right) => isSpacedLetter(left) && isSpacedLetter(right);
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

/**
 * Whether a character is a letter or number of a script that puts spaces between words. Plain letters and punctuation are told apart first: to make the
 * class of all the world's letters costs a page more than all its comparisons.
 *
 * @param {string} c
 */
function isSpacedLetter(c) {
  if (c < '\x80') return /[0-9A-Za-z]/.test(c);
  if (c >= '\u2000' && c <= '\u206f') return false;
  const withoutSpaces = c >= '\u0e00' && /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(c);
  return !withoutSpaces && /[\p{L}\p{N}]/u.test(c);
}
