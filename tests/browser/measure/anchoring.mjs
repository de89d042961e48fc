/**
 * Measures anchoring on saved pages: how many of the server's TextQuoteSelectors anchor in the live DOM, and whether any landed in other words.
 *
 *     node tests/browser/measure/anchoring.mjs PAGES.jsonl ANSWERS.jsonl [--others] [--from N] [--to N] [--silent]
 *
 * PAGES: lines {"id", "html"}; ANSWERS: what `python -m server annotate --jsonl PAGES --include text` gave. Pages' own scripts stay off.
 * `--others` anchors the same selectors with an independent implementation of the W3C selector, too.
 */

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { anchorPages } from './anchor_pages.mjs';
import { MATCHERS } from './matchers.mjs';

async function* wanted() {
  let count = 0;
  for await (const page of lines(pagesPath)) {
    count += 1;
    if (count > Number(values.from) && count <= Number(values.to)) yield { ...page, answer: answers.get(page.id) };
  }
}

async function* lines(path) {
  for await (const line of createInterface({ input: createReadStream(path) })) if (line.trim()) yield JSON.parse(line);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { others: { type: 'boolean' }, from: { type: 'string', default: '0' }, to: { type: 'string', default: '1000000' }, silent: { type: 'boolean' } },
});
const [pagesPath, answersPath] = positionals;
const matchers = values.others ? MATCHERS : MATCHERS.slice(0, 1);
const answers = new Map();
for await (const answer of lines(answersPath)) answers.set(answer.id, answer);
const report = (line) => !values.silent && console.log(line);
const { pages, sums } = await anchorPages(wanted(), { matchers, report });
for (const [name, { selectors, anchored, wrong, milliseconds }] of sums) {
  milliseconds.sort((a, b) => a - b);
  const at = (share) => Math.round(milliseconds[Math.floor(milliseconds.length * share)] ?? 0);
  console.log(`${name}: ${pages} pages, ${selectors} selectors: ${anchored} anchored (${((100 * anchored) / selectors).toFixed(2)} %), ${wrong} wrong; median ${at(0.5)} ms, 95 % ${at(0.95)} ms a page`);
}
