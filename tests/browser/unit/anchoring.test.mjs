import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findQuotes } from '../../../extension/ui/anchoring.js';
import { fold, foldParts, foldedText } from '../../../extension/ui/folding.js';

const findQuote = (haystack, quote) => findQuotes(haystack, [quote])[0];

/** The quote as cut from `taken`, looked for in `live`: what is found there, or null. */
function anchor(live, taken, exact, nth = 0) {
  let at = -1;
  for (let i = 0; i <= nth; i += 1) at = taken.indexOf(exact, at + 1);
  const quote = { exact, prefix: taken.slice(Math.max(0, at - 32), at), suffix: taken.slice(at + exact.length, at + exact.length + 32) };
  const place = findQuote(fold(live), quote);
  return place && live.slice(place.start, place.end);
}

const TAKEN = 'The bridge reopens, said Ilse Vanterpool, the harbour master, on Monday. She added that nobody had asked.';
const SAME = [
  ['as it stands', TAKEN, 'Ilse Vanterpool'],
  ['line breaks and runs of white space', TAKEN.replace('Ilse ', 'Ilse\n   '), 'Ilse\n   Vanterpool'],
  ['no-break space', TAKEN.replace('Ilse ', 'Ilse\u00a0'), 'Ilse\u00a0Vanterpool'],
  ['soft hyphens', TAKEN.replace('Vanterpool', 'Van\u00adter\u00adpool'), 'Ilse Van\u00adter\u00adpool'],
  ['zero-width spaces and joiners', TAKEN.replace('Vanterpool', 'Vanter\u200bpool'), 'Ilse Vanter\u200bpool'],
  ['a caption between', TAKEN.replace('said Ilse', 'said [Advertisement] Ilse'), 'Ilse Vanterpool'],
  ['missing white space between elements', TAKEN.replace(', said', ',said'), 'Ilse Vanterpool'],
];
for (const [about, live, found] of SAME) {
  test(`finds the quote with ${about}`, () => assert.equal(anchor(live, TAKEN, 'Ilse Vanterpool'), found));
}

const FORMS = [
  ['curly for straight quotation marks', 'He said "we will not go" on Monday morning', 'He said “we will not go” on Monday morning', '"we will not go"', '“we will not go”'],
  ['guillemets', 'He said "we will not go" on Monday morning', 'He said «we will not go» on Monday morning', '"we will not go"', '«we will not go»'],
  ['an apostrophe', "the Boatmen's League of Velmark said", 'the Boatmen’s League of Velmark said', "Boatmen's League", 'Boatmen’s League'],
  ['dashes', 'the Velmark-Norby line will reopen on time', 'the Velmark–Norby line will reopen on time', 'Velmark-Norby line', 'Velmark–Norby line'],
  ['ligatures', 'the first official office of Velmark opened', 'the ﬁrst oﬃcial oﬃce of Velmark opened', 'official office', 'oﬃcial oﬃce'],
  ['decomposed accents', 'the mayor Zoë Müller of Velmark said on Monday', 'the mayor Zoe\u0308 Mu\u0308ller of Velmark said on Monday', 'Zoë Müller', 'Zoe\u0308 Mu\u0308ller'],
  ['an ellipsis', 'she said wait... and see, in Velmark', 'she said wait… and see, in Velmark', 'wait... and see', 'wait… and see'],
  ['Chinese', '维尔马克市长王晓在周一表示桥梁将重新开放', '维尔马克市长王晓 在周一表示桥梁将重新开放', '王晓', '王晓'],
  ['characters outside the basic plane', 'a 🌉 bridge, said Ilse Vanterpool of Velmark 🌊', 'a 🌉 bridge, said Ilse Vanterpool of Velmark 🌊', 'Ilse Vanterpool', 'Ilse Vanterpool'],
];
for (const [about, taken, live, exact, found] of FORMS) {
  test(`makes equal: ${about}`, () => assert.equal(anchor(live, taken, exact), found));
}

const REPEATED = 'One said he would go to the harbour. Another said he would stay at the mill.';
test('tells equal quotes apart by their surroundings', () => {
  const place = findQuote(fold(REPEATED), { exact: 'he', prefix: 'the harbour. Another said ', suffix: ' would stay' });
  assert.equal(place?.start, REPEATED.lastIndexOf('he would'));
});

const REFUSED = [
  ['the words are gone', 'Something else entirely stands here.', { exact: 'Ilse Vanterpool', prefix: 'said ', suffix: ', the harbour' }],
  ['the surroundings differ', 'Ilse Vanterpool (born 1950) was a painter.', { exact: 'Ilse Vanterpool', prefix: 'the bridge reopens, said ', suffix: ', the harbour master' }],
  ['two places fit alike', 'then Ilse Vanterpool, the harbour master, spoke. and then Ilse Vanterpool, the harbour master, slept.', { exact: 'Ilse Vanterpool', prefix: 'something else, said ', suffix: ', the harbour master, ' }],
  ['a short quote without surroundings', 'he went', { exact: 'he' }],
  ['an empty quote', 'he went', { exact: ' ' }],
];
for (const [about, live, quote] of REFUSED) {
  test(`refuses when ${about}`, () => assert.equal(findQuote(fold(live), quote), null));
}

test('refuses a place inside a longer word', () => {
  assert.equal(findQuote(fold('we heard that there was news of theirs'), { exact: 'he', prefix: 'we heard that ', suffix: 're was news' })?.start, undefined);
});

const TWICE = 'Contents. Korrin: no second bridge. The article. Vanterpool spoke first, and at length. Korrin: no second bridge. Quillfeather spoke last.';
const VANTERPOOL = { exact: 'Vanterpool', prefix: 'The article. ', suffix: ' spoke first' };
const KORRIN = { exact: 'Korrin', prefix: '', suffix: ': no second bridge' };
const QUILLFEATHER = { exact: 'Quillfeather', prefix: '', suffix: ' spoke last' };

const IN_ORDER = [
  ['between its neighbours', TWICE, [VANTERPOOL, KORRIN, QUILLFEATHER], ['Vanterpool', 'Korrin', 'Quillfeather'], TWICE.lastIndexOf('Korrin')],
  ['before its neighbour', TWICE, [KORRIN, VANTERPOOL], ['Korrin', 'Vanterpool'], null],
  ['nowhere between its neighbours', TWICE, [QUILLFEATHER, KORRIN], ['Quillfeather', null], null],
  ['as often as it is quoted', TWICE, [KORRIN, KORRIN], ['Korrin', 'Korrin'], TWICE.lastIndexOf('Korrin')],
  ['once, but in two places', TWICE, [KORRIN], [null], null],
  ['with little around it, out of order', 'No, he said. Vanterpool spoke first.', [{ ...VANTERPOOL, prefix: '' }, { exact: 'he', prefix: 'No, ', suffix: ' sa' }], ['Vanterpool', null], null],
];
for (const [about, live, quotes, expected, second] of IN_ORDER) {
  test(`the order of the article tells equal places apart: a quote that stands ${about}`, () => {
    const places = findQuotes(fold(live), quotes);
    assert.deepEqual(places.map((place) => place && live.slice(place.start, place.end)), expected);
    if (second !== null) assert.equal(places[1]?.start, second);
  });
}

test('of two equal places the one that is shown is taken; one that is not shown is better than none', () => {
  const hidden = TWICE.indexOf('Korrin');
  const shown = ({ start }) => start !== hidden;
  assert.equal(findQuotes(fold(TWICE), [KORRIN], shown)[0]?.start, TWICE.lastIndexOf('Korrin'));
  assert.equal(findQuotes(fold(TAKEN), [{ exact: 'Ilse Vanterpool', prefix: 'said ', suffix: ', the' }], () => false)[0]?.start, TAKEN.indexOf('Ilse'));
});

test('a place found always holds the quote', () => {
  const live = TAKEN.replaceAll(' ', '\u00a0 ').replace('master', 'ma\u00adster');
  for (const word of TAKEN.match(/\w+ \w+/g) ?? []) {
    const found = anchor(live, TAKEN, word);
    if (found !== null) assert.equal(fold(found).text, fold(word).text);
  }
});

const SCRIPTS = ['plain ASCII, it`s', 'curly “quotes”, ‘apostrophes’ – and — dashes…', 'Zoë Müller, Żółć, Zoe\u0308', '«Министр» сказал й и\u0306', '维尔马克。市长「王晓」', 'ﬁrst oﬃce ½ ² ™', 'שָׁלוֹם عَرَبِيّ', 'ま\u3099 ガ ｶﾞ', 'soft\u00adhyphen zero\u200bwidth no\u00a0break', '🌉 🌊\ufe0f'];
test('the quick way of folding gives what the exact way gives, and places of parts are those of the whole', () => {
  for (const text of SCRIPTS) assert.equal(foldedText(text), fold(text).text, text);
  const parts = SCRIPTS.flatMap((text) => ['\n', text]);
  const [whole, inParts] = [fold(parts.join('')), foldParts(parts)];
  assert.equal(inParts.text, whole.text);
  for (let i = 0; i < whole.text.length; i += 1) assert.equal(inParts.placeOf(i), whole.placeOf(i), whole.text.slice(i, i + 10));
});
