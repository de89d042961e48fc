import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import { heldOn } from '../../../extension/bundle/held.js';
import { citationLine, entityLine, filledIn, nearestAbove, outletLine } from '../../../extension/bundle/lines.js';
import { applyDelta, linesOf, openEnvelope, rowsOf } from '../../../extension/bundle/text.js';
import { fingerprintOf, verifiedRows } from '../../../extension/bundle/verify.js';

const EDITION = '20261128T112101Z-69316f2b86ec';
const LINES = [
  ['c:0c53be9f', 'https://register.example/1', 'Register, entry 1', 'A Register', 'official register', '2026-11-23', '2019'],
  ['e:quillon-media', 'Quillon Media', 'organization', 'media group', 'NO', [['owned_by', ['unknown', 'The register names nobody.'], ['c:0c53be9f']]]],
  ['o:lantern.example', 'The Lantern', 'newspaper', 'NO', ['portal.example/lantern'], 'funded', [
    ['owned_by', 'quillon-media', ['c:0c53be9f', ['https://a.example', 'A page', 'A', 'press', '2026-11-23']], '2019', 0, 0, 0, 0, 'curated', 0, { share: 60 }, 'the-lantern.owned_by.quillon-media', ['x.y.z']],
    ['owned_by', ['A family'], ['c:0c53be9f'], 0, '2018'],
  ]],
];
const text = (lines, header = {}) => [{ format: 1, edition: EDITION, created: '2026-11-28T11:21:01Z', outlets: 1, lines: lines.length, ...header }, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
const envelope = (signed, more = {}) => ({ edition: EDITION, sha256: createHash('sha256').update(signed).digest('hex'), key: '', signature: sign(null, Buffer.from(signed), privateKey).toString('base64'), ...more });

test('an envelope and its text come apart', () => {
  assert.deepEqual(openEnvelope('{"edition":"e"}\nfirst\nsecond\n'), { envelope: { edition: 'e' }, rest: 'first\nsecond\n' });
  assert.throws(() => openEnvelope('no envelope'));
});

const DELTAS = [
  ['all stays', '[0,3]\n', 'a\nb\nc\n'],
  ['one goes', '[0,1]\n[2,1]\n', 'a\nc\n'],
  ['one comes', '[0,2]\n["new"]\n[2,1]\n', 'a\nb\n["new"]\nc\n'],
  ['all is new', '["x",1]\n', '["x",1]\n'],
];
for (const [name, delta, expected] of DELTAS) test(`a delta: ${name}`, () => assert.equal(applyDelta(['a', 'b', 'c'], delta), expected));

test('rows have a key and, if they are outlets, each host once', () => {
  const { header, rows } = rowsOf(text(LINES));
  assert.equal(header.edition, EDITION);
  assert.deepEqual(rows.map(({ key: found, hosts }) => [found, hosts]), [['c:0c53be9f', undefined], ['e:quillon-media', undefined], ['o:lantern.example', ['lantern.example', 'portal.example']]]);
  assert.equal(linesOf(text(LINES)).length, 4);
});

const TRUST = [
  ['a sound bundle', text(LINES), {}, {}, null],
  ['another key', text(LINES), {}, { key: Buffer.alloc(32, 7).toString('base64') }, 'signature'],
  ['another signature', text(LINES), { signature: Buffer.alloc(64, 7).toString('base64') }, {}, 'signature'],
  ['another digest', text(LINES), { sha256: '00' }, {}, 'digest'],
  ['another edition than the envelope says', text(LINES), { edition: '20261128T112101Z-000000000000' }, {}, 'digest'],
  ['fewer lines than the header says', text(LINES.slice(1), { lines: 3 }), {}, {}, 'digest'],
  ['another format', text(LINES, { format: 2 }), {}, {}, 'format'],
  ['an older edition', text(LINES), {}, { newest: '20261129T000000Z-000000000000' }, 'older'],
  ['the same edition', text(LINES), {}, { newest: EDITION }, null],
];
for (const [name, signed, changes, trust, reason] of TRUST) {
  test(`${name} is ${reason ? 'refused' : 'taken'}`, async () => {
    const tried = verifiedRows(envelope(signed, changes), signed, { key, ...trust });
    if (reason) await assert.rejects(tried, { reason });
    else assert.equal((await tried).rows.length, 3);
  });
}

test('a fingerprint is the beginning of the digest of the key', async () => {
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex');
  assert.equal((await fingerprintOf(key)).replaceAll(' ', ''), digest.slice(0, 32));
});

test('an outlet line becomes a record, names and citations are filled in', () => {
  const outlet = outletLine(JSON.stringify(LINES[2]));
  assert.deepEqual([outlet.places, outlet.state, outlet.links], [['lantern.example', 'portal.example/lantern'], 'funded', { entities: ['e:quillon-media'], citations: ['c:0c53be9f'] }]);
  const { record } = entityLine(JSON.stringify(LINES[1]));
  assert.deepEqual([record.name, record.statements[0].object.name, record.statements[0].note], ['Quillon Media', 'unknown', 'The register names nobody.']);
  const [first, ended] = filledIn(outlet.record, new Map([['quillon-media', record]]), new Map([['c:0c53be9f', citationLine(JSON.stringify(LINES[0]))]])).statements;
  assert.deepEqual([first.id, first.object.name, first.layer, first.status, first.qualifiers, first.contradicts], ['the-lantern.owned_by.quillon-media', 'Quillon Media', 'curated', 'published', { share: 60 }, ['x.y.z']]);
  assert.deepEqual(first.citations.map(({ url, published }) => [url, published]), [['https://register.example/1', '2019'], ['https://a.example', null]]);
  assert.deepEqual([ended.current_as_of, ended.layer, nearestAbove(outlet.record)], [false, 'compiled', first]);
});

const PERIODS = [
  [null, null, null],
  ['2019', null, true],
  ['2026-11', null, null],
  ['2027', null, false],
  [null, '2025', false],
  [null, '2030', null],
  ['2019', '2026', null],
  ['2019-05-02', '2027-01', true],
  ['2026-11-28', '2026-11-28', true],
];
for (const [from, to, expected] of PERIODS) test(`${from} to ${to} on a day: ${expected}`, () => assert.equal(heldOn(from, to, '2026-11-28'), expected));
