import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepLabel, stepWords } from '../../../extension/ui/ownership.js';
import { fromTable, speak } from '../../../extension/ui/words.js';
import { WORDS } from '../../../extension/ui/words.en.js';

speak(fromTable(WORDS), 'en');

const said = (predicate, more = {}) => ({ id: predicate, predicate, object: { id: 'b' }, citations: [], ...more });
const NONE = new Set();

for (const { what, statements, disputed = false, states = NONE, label, words } of [
  { what: 'one account', statements: [said('owned_by', { valid_from: '2001-05' })], label: 'owned by · since 2001', words: 'owned by (since May 2001)' },
  { what: 'two levels', statements: [said('owned_by'), said('part_of')], disputed: true, label: 'owned by · part of', words: 'owned by (undated), part of (undated), disputed' },
  { what: 'one level twice, with other dates', statements: [said('owned_by', { valid_from: '2001' }), said('owned_by', { valid_from: '2003' })], label: 'owned by', words: 'owned by (since 2001), owned by (since 2003)' },
  { what: 'a state', statements: [said('controlled_by')], states: new Set(['b']), label: 'controlled by · state', words: 'controlled by (undated), state' },
]) {
  test(`the words of a step: ${what}`, () => {
    const step = { from: 'a', to: 'b', statements, disputed };
    assert.deepEqual([stepLabel(step, states), stepWords(step, states)], [label, words]);
  });
}
