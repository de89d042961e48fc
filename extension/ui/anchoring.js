/**
 * Finds a quote in a text, on strings alone (ranges.js is the DOM side).
 *
 * Both sides are folded (folding.js). A quote is then matched exactly and its surroundings are checked; what cannot be told apart from another
 * place is refused, because no mark is better than a wrong one.
 */

import { fold } from './folding.js';

/** @typedef {import('./folding.js').Folded} Folded */

/** @typedef {{exact: string, prefix?: string, suffix?: string}} Quote */
/** @typedef {{start: number, end: number}} Place UTF-16 indexes into the original text, end exclusive */

const LETTER = /[\p{L}\p{N}]/u;
const WITHOUT_WORD_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * How much of the surroundings must agree when neither side agrees in full: characters, both sides together. A news page puts captions and
 * advertisements between paragraphs, so one side may break off; eight characters are about a word and a half.
 */
const LEAST_CONTEXT = 8;

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
  const around = { prefix: fold(quote.prefix ?? '').text, suffix: fold(quote.suffix ?? '').text };
  /** @type {Candidate[]} */
  const candidates = [];
  for (let at = haystack.text.indexOf(exact); at !== -1; at = haystack.text.indexOf(exact, at + 1)) {
    candidates.push({ at, ...agreement(haystack.text, at, at + exact.length, around) });
  }
  const placeOf = (/** @type {Candidate} */ { at }) => {
    const place = unfold(haystack, at, at + exact.length);
    return atWordBoundaries(haystack.original, place, quote) && accept(place) ? place : null;
  };
  return choose(candidates, { ...around, exact }, placeOf);
}

/** @typedef {{at: number, before: number, after: number}} Candidate characters of the surroundings that agree, on each side */

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
 * The one place that stands out, or null. Places are checked as late as possible: a common word stands on a page a thousand times.
 *
 * @param {Candidate[]} candidates
 * @param {{prefix: string, suffix: string, exact: string}} folded
 * @param {(candidate: Candidate) => Place|null} placeOf null where the place itself will not do
 * @returns {Place|null}
 */
function choose(candidates, { prefix, suffix, exact }, placeOf) {
  const context = prefix.length + suffix.length;
  if (context === 0) return exact.length >= LEAST_CONTEXT ? onlyPlace(candidates, placeOf) : null;
  for (const candidate of candidates) {
    const place = candidate.before === prefix.length && candidate.after === suffix.length ? placeOf(candidate) : null;
    if (place) return place;
  }
  const enough = candidates.filter(({ before, after }) => {
    const oneSide = (before === prefix.length && before >= LEAST_CONTEXT) || (after === suffix.length && after >= LEAST_CONTEXT);
    return oneSide || before + after >= Math.min(context, 2 * LEAST_CONTEXT);
  });
  const best = enough.filter((candidate) => placeOf(candidate)).sort((one, other) => other.before + other.after - (one.before + one.after));
  return onlyPlace(best.filter(({ before, after }) => before + after === best[0].before + best[0].after), placeOf);
}

/**
 * @param {Candidate[]} candidates
 * @param {(candidate: Candidate) => Place|null} placeOf
 * @returns {Place|null} null also where two places will do
 */
function onlyPlace(candidates, placeOf) {
  const places = candidates.map(placeOf).filter((place) => place !== null);
  return places.length === 1 ? places[0] : null;
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
