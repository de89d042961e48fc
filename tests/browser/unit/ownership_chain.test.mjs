import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownershipChain } from '../../../extension/ui/ownership-chain.js';
import { RESPONSE } from '../fixtures/bridge.mjs';

const entity = (id, ...statements) => ({ id, kind: 'organization', name: id.toUpperCase(), statements });
const owned = (id, more = {}) => ({ id: `s-${id}`, predicate: 'owned_by', object: { id, name: id.toUpperCase() }, citations: [], ...more });

test('follows the steps upwards and marks the contradicted one', () => {
  const { nodes, steps } = ownershipChain('ntd', RESPONSE.entities);
  assert.deepEqual(nodes.map(({ name, depth }) => [name, depth]), [['NTD Television', 0], ['Epoch Media Group', 1]]);
  assert.deepEqual(steps.map(({ disputed }) => disputed), [true]);
});

test('a ring of owners ends', () => {
  const { nodes, steps } = ownershipChain('a', { a: entity('a', owned('b')), b: entity('b', owned('a')) });
  assert.deepEqual([nodes.length, steps.length], [2, 2]);
});

test('ended, withdrawn and deprecated steps are not drawn', () => {
  const { steps } = ownershipChain('a', { a: entity('a', owned('b', { current_as_of: false }), owned('c', { status: 'withdrawn' }), owned('d', { rank: 'deprecated' }), owned('e')) });
  assert.deepEqual(steps.map(({ to }) => to), ['e']);
});

test('a chain is cut at six steps', () => {
  const entities = Object.fromEntries([...'abcdefghij'].map((id, i, all) => [id, entity(id, ...(all[i + 1] ? [owned(all[i + 1])] : []))]));
  assert.equal(Math.max(...ownershipChain('a', entities).nodes.map(({ depth }) => depth)), 6);
});

test('each unknown owner stands for itself, with its reason', () => {
  const unknown = (id, reason) => ({ id, predicate: 'owned_by', object: { id: null, name: 'unknown', reason }, citations: [] });
  const { nodes, steps } = ownershipChain('a', { a: entity('a', owned('b'), unknown('s1', 'not in the register')), b: entity('b', unknown('s2', 'held in trust')) });
  assert.deepEqual(nodes.filter(({ reason }) => reason).map(({ id, reason, depth }) => [id, reason, depth]), [['unknown:s1', 'not in the register', 1], ['unknown:s2', 'held in trust', 2]]);
  assert.equal(new Set(steps.map(({ to }) => to)).size, 3);
});

test('what is said twice of one tie is one step, disputed if either account is', () => {
  const part = { id: 's-part', predicate: 'part_of', object: { id: 'b', name: 'B' }, citations: [], status: 'disputed' };
  const { nodes, steps } = ownershipChain('a', { a: entity('a', owned('b', { valid_from: '2001' }), part, owned('c')), b: entity('b') });
  assert.deepEqual(nodes.map(({ id }) => id), ['a', 'b', 'c']);
  assert.deepEqual(steps.map(({ to, statements, disputed }) => [to, statements.map(({ id }) => id), disputed]), [['b', ['s-b', 's-part'], true], ['c', ['s-c'], false]]);
});
