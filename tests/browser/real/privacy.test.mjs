import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { launchChromium } from '../browsers.mjs';
import { startApi } from '../api_server.mjs';
import { EXTENSION, until } from '../steps.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PAGES = join(process.env.SIDENOTE_SHARED ?? join(dirname(ROOT.replace(/\/$/, '')), 'shared'), 'pages', 'dev');
const COUNT = 200;

/** Saved news pages where the shared corpora are beside the checkout, else invented ones. */
function newsPages() {
  if (!existsSync(PAGES)) return Array.from({ length: COUNT }, (_, i) => `<!doctype html><title>${i}</title><article><p>Story ${i}, said Ilse Vanterpool.</p></article>`);
  const pages = [];
  for (const name of readdirSync(PAGES).sort()) {
    for (const line of gunzipSync(readFileSync(join(PAGES, name))).toString('utf8').split('\n')) {
      if (line && pages.length < COUNT) pages.push(JSON.parse(line).html);
    }
  }
  return pages;
}

let api, site, browser;
const pages = newsPages();

before(async () => {
  site = createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "default-src 'none'" });
    response.end(pages[Number(request.url.slice(1))] ?? '');
  });
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  api = await startApi();
  await fetch(`${api.url}/v1/bundle`); // made when first asked for
  browser = await launchChromium({ extension: EXTENSION });
});

after(async () => {
  await browser?.close();
  await api?.stop();
  site?.closeAllConnections();
  site?.close();
});

/** What the server heard since it started, as method and path. */
const heard = () => api.log().split('\n').filter((line) => line.includes('"server.access"') && !line.includes('/readyz')).map((line) => JSON.parse(line)).map(({ method, route }) => `${method} ${route}`);

test(`${COUNT} news pages are read with default settings: the server hears of nothing but the list of outlets, the pages are not entered`, async () => {
  assert.equal(pages.length, COUNT);
  const target = await browser.waitForTarget((candidate) => candidate.url().endsWith('/pages/welcome.html'));
  const welcome = await target.asPage();
  const before = heard().length;
  const asked = [];
  const listen = async (session) => {
    await session.send('Network.enable');
    session.on('Network.requestWillBeSent', ({ request }) => asked.push(request.url));
  };
  await listen(await welcome.createCDPSession());
  await listen(await (await browser.waitForTarget((candidate) => candidate.type() === 'service_worker')).createCDPSession());
  await welcome.waitForSelector('#agree');
  await welcome.evaluate((server) => chrome.storage.local.set({ server }), api.url);
  await welcome.click('#agree');
  await until(welcome, () => Boolean(document.querySelector('#trust')));
  await welcome.click('#trust');
  await until(welcome, () => /outlets, as of/.test(document.querySelector('#list').innerText));
  const page = await browser.newPage();
  for (let i = 0; i < pages.length; i += 1) {
    await page.goto(`http://127.0.0.1:${site.address().port}/${i}`, { waitUntil: 'domcontentloaded', timeout: 20_000 }).catch(() => undefined);
    assert.equal(await page.evaluate(() => CSS.highlights.size + document.querySelectorAll('sidenote-overlay, sidenote-links').length).catch(() => 0), 0, `page ${i}`);
  }
  assert.deepEqual(heard().slice(before), ['GET /v1/bundle/key', 'GET /v1/bundle']);
  const outside = asked.filter((url) => !url.startsWith('chrome-extension://'));
  assert.deepEqual(outside, [`${api.url}/v1/bundle/key`, `${api.url}/v1/bundle`]);
});
