import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pack, unpack } from '../../../extension/ui/packing.js';

const RECORD = { id: 'Q1', name: 'Агентство “Zoë” 维尔马克 🌉', 'sources\u2028': [null, true, 1.5, ''], url: 'https://velmark.example/?a=1&b=\\' };
for (const [about, value] of Object.entries({ 'nothing': {}, 'a record in many scripts': RECORD, 'more than a stream takes at once': Array.from({ length: 3000 }, (_, i) => ({ ...RECORD, i })) })) {
  test(`what was packed comes out as it went in: ${about}`, async () => assert.deepEqual(await unpack(await pack(value)), value));
}

test('an answer of records is packed to less than a sixth, in plain ASCII', async () => {
  const answer = Array.from({ length: 100 }, (_, i) => ({ ...RECORD, id: `Q${i}` }));
  const packed = await pack(answer);
  assert.match(packed, /^[A-Za-z0-9+/=]+$/);
  assert.ok(packed.length < JSON.stringify(answer).length / 6, `${packed.length}`);
});

test('what was cut off is refused, not half read', async () => {
  await assert.rejects(pack(RECORD).then((packed) => unpack(packed.slice(0, -8))));
});
