import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadedFiles } from '../loaded_files.mjs';

const LIMIT = 40_000;

test('an annotated page loads at most 40 kB of ours, comments and styles included', () => {
  const sizes = loadedFiles();
  const whole = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  assert.ok(whole <= LIMIT, `${whole} bytes: ${JSON.stringify(Object.fromEntries(sizes))}`);
  assert.ok(sizes.has('ui/anchoring.js') && sizes.size > 8, 'imports are followed');
});
