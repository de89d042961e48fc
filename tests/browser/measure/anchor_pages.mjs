/**
 * Anchors the server's selectors in saved pages, each loaded in Chromium with its own scripts off.
 */

import { createServer } from 'node:http';
import { launchChromium } from '../browsers.mjs';
import { bundle } from '../bundle.mjs';
import { matchersScript } from './matchers.mjs';

const AROUND = 80;

/**
 * @param {AsyncIterable<{id: string, html: string, answer: any}>} pages `answer`: the server's, with the page text
 * @param {{matchers: string[], report?: (line: string) => void}} how `report`: hears of each selector that did not anchor
 * @returns {Promise<{pages: number, sums: Map<string, {selectors: number, anchored: number, wrong: number, milliseconds: number[]}>}>}
 */
export async function anchorPages(pages, { matchers, report = () => {} }) {
  let html = '';
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'" });
    response.end(html);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await launchChromium();
  const page = await browser.newPage();
  const script = await bundle(matchersScript());
  const sums = new Map(matchers.map((name) => [name, { selectors: 0, anchored: 0, wrong: 0, milliseconds: [] }]));
  let count = 0;
  for await (const { id, html: source, answer } of pages) {
    const quotes = quotesOf(answer);
    if (quotes.length === 0) continue;
    html = source;
    try {
      await page.goto(`http://127.0.0.1:${server.address().port}/`, { waitUntil: 'domcontentloaded', timeout: 20_000 });
      await page.evaluate(script);
    } catch (error) {
      report(`${id}: not loaded: ${error.message}`);
      continue;
    }
    count += 1;
    for (const name of matchers) {
      const { found, took } = await page.evaluate((matcher, wanted) => globalThis.matchers.run(matcher, wanted), name, quotes);
      const sum = sums.get(name);
      sum.selectors += quotes.length;
      sum.anchored += found.filter((one) => one === 'right').length;
      sum.wrong += found.filter((one) => one === 'wrong').length;
      sum.milliseconds.push(took);
      for (const [i, one] of found.entries()) {
        if (one === 'right') continue;
        const raw = await page.evaluate((quote) => globalThis.matchers.raw(quote), quotes[i]);
        report(`${name} ${id}: ${one}: ${JSON.stringify({ ...quotes[i], raw })}`);
      }
    }
  }
  await browser.close();
  server.close();
  return { pages: count, sums };
}

/** Each item's quote, with more of the page text around it to judge by. */
function quotesOf(answer) {
  const points = [...(answer?.page?.text ?? '')];
  return (answer?.items ?? []).map(({ target }) => {
    const quote = target.selector.find(({ type }) => type === 'TextQuoteSelector');
    const { start, end } = target.selector.find(({ type }) => type === 'TextPositionSelector');
    return { ...quote, before: points.slice(Math.max(0, start - AROUND), start).join(''), after: points.slice(end, end + AROUND).join('') };
  });
}
