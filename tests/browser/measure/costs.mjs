/**
 * Measures what annotating costs a page's main thread, in Chromium: `npm run measure`.
 *
 *     node tests/browser/measure/costs.mjs [PAGES.jsonl]
 *
 * A median page (of PAGES, lines {"id", "html"}, by the number of its text nodes, if given; else the tests' own) and one of 2,000 paragraphs. CPU time of
 * the main thread, so that a busy machine does not count; without what the idle page costs in the same time; the median of several fresh loads; beside it what the
 * page itself cost to load.
 */

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { startAnnotating } from '../annotating.mjs';
import { startApi, servePages } from '../api_server.mjs';
import { BRIDGE, newsPage } from '../fixtures/pages.mjs';
import { loadedFiles } from '../loaded_files.mjs';

const RUNS = 7;
const LIMITS = { median: 20, long: 150 };

/** Two thousand paragraphs, each with its own words; every tenth quotes somebody. */
function longPage() {
  const names = ['AFP', 'The Epoch Times', 'Sputnik', 'CCTV', 'Reuters'];
  const paragraph = (i) =>
    i % 10
      ? `Paragraph ${i} tells of beam ${i * 7} of the old harbour bridge, of the ${i} boats below it and of nobody in particular, as long as it takes.`
      : `“We have replaced beam ${i},” Ilse Vanterpool, the harbour master of Velmark, told ${names[(i / 10) % names.length]} for the ${i}th time.`;
  return newsPage(`<article><h1>Old harbour bridge to reopen</h1>${Array.from({ length: 2000 }, (_, i) => `<p>${paragraph(i)}</p>`).join('\n')}</article>`);
}

async function medianPage(path) {
  if (!path) return BRIDGE;
  const sizes = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (line.trim()) sizes.push({ size: line.match(/>[^<\s\\][^<]*</g)?.length ?? 0, line });
    if (sizes.length > 300) break;
  }
  sizes.sort((one, other) => one.size - other.size);
  return JSON.parse(sizes[sizes.length >> 1].line).html.replace(/<script\b[^>]*>[\s\S]*?<\/script>/gi, '');
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 300));

const PARTS = ['TaskDuration', 'ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'];

/** CPU milliseconds of the main thread so far: in all, and for scripts, styles, layout. */
async function spent(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return PARTS.map((part) => 1000 * metrics.find(({ name }) => name === part).value);
}

const site = await servePages({ '/median': await medianPage(process.argv[2]), '/long': longPage() });
const api = await startApi({ fetchAllow: [`127.0.0.1:${site.port}`] });
const chromium = await startAnnotating('chromium', { server: api.url });
const loaded = [...loadedFiles().values()].reduce((sum, size) => sum + size, 0);
console.log(`loaded into an annotated page: ${loaded} bytes`);
for (const [name, limit] of Object.entries(LIMITS)) {
  const costs = [];
  let marks;
  for (let run = 0; run < RUNS; run += 1) {
    const page = await chromium.browser.newPage();
    const session = await page.createCDPSession();
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(`http://127.0.0.1:${site.port}/${name}`);
    await pause();
    const load = await spent(session);
    await pause();
    const idle = (await spent(session))[0] - load[0];
    const began = await spent(session);
    const state = await chromium.ask(page, { type: 'annotate' });
    if (!state.marks) throw new Error(`not marked: ${JSON.stringify(state).slice(0, 500)}`);
    marks = state.marks;
    await pause();
    const then = await spent(session);
    costs.push({ cost: then[0] - began[0] - idle, load: load[0], parts: then.slice(1).map((part, i) => (part - began[i + 1]).toFixed(1)).join(' + ') });
    await page.close();
  }
  costs.sort((one, other) => one.cost - other.cost);
  const { cost, load, parts } = costs[RUNS >> 1];
  console.log(`${name} page, ${marks.found} of ${marks.all} mentions marked: ${cost.toFixed(1)} ms (limit ${limit}; scripts + styles + layout ${parts}), ${(cost / load).toFixed(2)} times what the page cost to load (${load.toFixed(1)} ms); ${RUNS} runs ${costs.map((run) => run.cost.toFixed(1)).join(' ')}`);
}
await chromium.close();
await api.stop();
await site.stop();
