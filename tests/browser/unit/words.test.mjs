import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { dateInWords, validity } from '../../../extension/ui/dates.js';
import { counted, fromTable, speak, t, term } from '../../../extension/ui/words.js';
import { WORDS } from '../../../extension/ui/words.en.js';
import { generatedModules } from '../generate.mjs';

speak(fromTable(WORDS), 'en');

test('generated modules equal their sources', () => {
  for (const [path, text] of Object.entries(generatedModules())) assert.equal(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'), text, path);
});

const DATES = [
  ['2013', '2013'],
  ['2013-05', 'May 2013'],
  ['2013-05-02', 'May 2, 2013'],
  ['early 2000s', 'early 2000s'],
];
for (const [date, words] of DATES) test(`${date} reads ${words}`, () => assert.equal(dateInWords(date), words));

test('validity says what is known', () => {
  assert.equal(validity({ valid_from: '2013', valid_to: '2017-01' }), '2013 – January 2017');
  assert.equal(validity({ valid_from: '2013' }), 'since 2013');
  assert.equal(validity({ valid_to: '2013' }), 'until 2013');
  assert.equal(validity({}), 'undated');
});

test('numbers of things', () => {
  assert.equal(counted('findings', 1), '1 finding');
  assert.equal(counted('findings', 3), '3 findings');
});

test('an unknown term is readable', () => assert.equal(term('predicate', 'sponsored_by'), 'sponsored by'));
test('an unknown key is shown as it is', () => assert.equal(t('no_such_key'), 'no_such_key'));
