import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../extension/', import.meta.url));
const read = (path) => readFileSync(`${ROOT}${path}`, 'utf8');
const table = (locale) => JSON.parse(read(`_locales/${locale}/messages.json`));
const english = table('en');

function filesBelow(folder) {
  return readdirSync(`${ROOT}${folder}`, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(`${folder}${entry.name}/`) : [`${folder}${entry.name}`],
  );
}

const source = [...filesBelow('').filter((path) => path.endsWith('.js') && !path.endsWith('words.en.js')), 'manifest.json'].map(read).join('\n');
const all = (pattern) => [...source.matchAll(pattern)].map(([, key]) => key);
const PLURAL = /_(zero|one|two|few|many|other)$/;
const singles = new Set([
  ...all(/\bt\(\s*'(\w+)'/g),
  ...all(/\bmessage\(\s*'(\w+)'/g),
  ...all(/__MSG_(\w+)__/g),
  ...all(/\bt\([^'()]*\? '(\w+)' : '\w+'/g),
  ...all(/\bt\([^'()]*\? '\w+' : '(\w+)'/g),
]);
const plurals = new Set(all(/\bcounted\('(\w+)'/g));
const groups = [...new Set([...all(/\bterm\('(\w+)'/g), ...all(/\bt\(`(\w+)_\$\{/g), ...all(/\bbars\(t\('\w+'\), '(\w+)'/g)])];

test('every key that is used has English words', () => {
  const missing = [...[...singles].filter((key) => !(key in english)), ...[...plurals].filter((key) => !(`${key}_other` in english))];
  assert.deepEqual(missing, []);
});

test('no key is unused', () => {
  const used = (key) => singles.has(key) || (PLURAL.test(key) && plurals.has(key.replace(PLURAL, ''))) || groups.some((group) => key.startsWith(`${group}_`));
  assert.deepEqual(Object.keys(english).filter((key) => !used(key)), []);
});

const placesOf = (message) => [...message.matchAll(/\$(\d)/g)].map(([, place]) => place).sort();

for (const locale of readdirSync(`${ROOT}_locales`).filter((name) => name !== 'en')) {
  test(`${locale} has every key of English, with the same places, and its own plurals`, () => {
    const words = table(locale);
    const base = (key) => key.replace(PLURAL, '');
    const plain = (tableOf) => Object.keys(tableOf).filter((key) => !(PLURAL.test(key) && plurals.has(base(key))));
    assert.deepEqual(plain(words).sort(), plain(english).sort());
    for (const key of plain(words)) assert.deepEqual(placesOf(words[key].message), placesOf(english[key].message), key);
    const categories = new Intl.PluralRules(locale.replace('_', '-')).resolvedOptions().pluralCategories;
    for (const key of plurals) for (const category of categories) assert.ok(words[`${key}_${category}`]?.message.includes('$1'), `${key}_${category}`);
  });
}
