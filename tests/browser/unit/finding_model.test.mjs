import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsOf } from '../../../extension/ui/finding-model.js';
import { RESPONSE, TEXT } from '../fixtures/bridge.mjs';

const findings = findingsOf(RESPONSE);
const named = (name) => findings.find((finding) => finding.name === name);

test('a finding for each source, channel, organization and unnamed source, in the order of the text', () => {
  assert.deepEqual(
    findings.map(({ kind, name }) => `${kind} ${name}`),
    [
      'official Ilse Vanterpool',
      'outlet Agence France-Presse',
      'person Tomas Quillfeather',
      'outlet The Epoch Times',
      'outlet NTD Television',
      'outlet Sputnik',
      'official Adalbert Korrin',
      'unnamed An official who asked not to be named',
    ],
  );
});

test('a pronoun belongs to the person it stands for', () => {
  const { marks, attributions } = named('Tomas Quillfeather');
  assert.deepEqual(marks.map(({ exact }) => exact), ['Tomas Quillfeather', 'he']);
  assert.equal(attributions.length, 2);
});

test('marks carry their surroundings, from the items or from the text', () => {
  for (const { marks } of findings) {
    for (const { exact, prefix, suffix } of marks) assert.ok(TEXT.includes(`${prefix}${exact}${suffix}`));
  }
});

test('names left unlinked say why', () => {
  assert.equal(named('Tomas Quillfeather').reason, 'insufficient_evidence');
  assert.equal(named('Agence France-Presse').reason, null);
});

test('evidence of a link comes from the items', () => assert.deepEqual(named('Sputnik').evidence.map(({ kind }) => kind), ['full_name']));

test('relations go to both sides', () => {
  assert.equal(named('The Epoch Times').relations.length, 1);
  assert.equal(named('Sputnik').relations.length, 0);
});

test('a response with nothing found gives nothing', () => {
  assert.deepEqual(findingsOf({ ...RESPONSE, attributions: [], items: [], unlinked: [], relations: [] }), []);
});
