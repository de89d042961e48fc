/**
 * Measures anchoring on saved pages: how many of the server's TextQuoteSelectors anchor in the live DOM, and whether any landed in other words.
 *
 *     node tests/browser/measure/anchoring.mjs PAGES.jsonl ANSWERS.jsonl
 *
 * PAGES: lines {"id", "html"}; ANSWERS: what `python -m server annotate --jsonl PAGES --include text` gave. Pages' own scripts stay off.
 */

import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { launchChromium } from '../browsers.mjs';

const UI = new URL('../../../extension/ui/', import.meta.url);
const plain = (name) => readFileSync(new URL(name, UI), 'utf8').replace(/^import .*$/gm, '').replace(/^export /gm, '');
const MODULES = `(() => { ${plain('folding.js')} ${plain('anchoring.js')} ${plain('ranges.js')} globalThis.anchoring = { fold, readText, rangeOfQuote }; })()`;

async function* lines(path) {
  for await (const line of createInterface({ input: createReadStream(path) })) if (line.trim()) yield JSON.parse(line);
}

const [pagesPath, answersPath] = process.argv.slice(2);
const answers = new Map();
for await (const answer of lines(answersPath)) answers.set(answer.id, answer);
let html = '';
const server = createServer((_, response) => {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'" });
  response.end(html);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await launchChromium();
const page = await browser.newPage();
const sum = { pages: 0, selectors: 0, anchored: 0, wrong: 0, milliseconds: [] };
for await (const { id, html: source } of lines(pagesPath)) {
  const answer = answers.get(id);
  const selectors = (answer?.items ?? []).map(({ target }) => target.selector.find(({ type }) => type === 'TextQuoteSelector'));
  if (selectors.length === 0) continue;
  html = source;
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/`, { waitUntil: 'domcontentloaded', timeout: 20_000 });
    await page.evaluate(MODULES);
  } catch (error) {
    console.log(`${id}: not loaded: ${error.message}`);
    continue;
  }
  const { found, took } = await page.evaluate((quotes) => {
    const { fold, readText, rangeOfQuote } = globalThis.anchoring;
    const began = performance.now();
    const index = readText(document.body);
    const ranges = quotes.map((quote) => rangeOfQuote(index, quote));
    const time = performance.now() - began;
    const whole = document.createRange();
    const around = (range) => {
      whole.selectNodeContents(document.body);
      whole.setEnd(range.startContainer, range.startOffset);
      const before = fold(whole.toString().slice(-200)).text;
      whole.selectNodeContents(document.body);
      whole.setStart(range.endContainer, range.endOffset);
      return { before, after: fold(whole.toString().slice(0, 200)).text, exact: fold(range.toString()).text };
    };
    const same = (quote, range) => {
      const { before, after, exact } = around(range);
      const prefix = fold(quote.prefix).text;
      const suffix = fold(quote.suffix).text;
      return exact === fold(quote.exact).text && (before.endsWith(prefix.slice(-6)) || after.startsWith(suffix.slice(0, 6)));
    };
    return { found: ranges.map((range, i) => (range ? same(quotes[i], range) : null)), took: time };
  }, selectors);
  sum.pages += 1;
  sum.selectors += selectors.length;
  sum.anchored += found.filter((one) => one === true).length;
  sum.wrong += found.filter((one) => one === false).length;
  sum.milliseconds.push(took);
  found.forEach((one, i) => {
    if (one !== true) console.log(`${id}: ${one === null ? 'not anchored' : 'WRONG'}: ${JSON.stringify(selectors[i])}`);
  });
}
await browser.close();
server.close();
sum.milliseconds.sort((a, b) => a - b);
const at = (share) => Math.round(sum.milliseconds[Math.floor(sum.milliseconds.length * share)] ?? 0);
console.log(`${sum.pages} pages, ${sum.selectors} selectors: ${sum.anchored} anchored (${((100 * sum.anchored) / sum.selectors).toFixed(2)} %), ${sum.wrong} wrong; median ${at(0.5)} ms, 95 % ${at(0.95)} ms a page`);
