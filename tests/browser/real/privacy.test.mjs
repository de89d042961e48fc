import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { launchChromium } from '../browsers.mjs';
import { EXTENSION } from '../steps.mjs';

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
const received = [];
const pages = newsPages();

before(async () => {
  const listen = async (handler) => {
    const server = createServer(handler);
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  };
  api = await listen((request, response) => {
    received.push(`${request.method} ${request.url}`);
    response.end();
  });
  site = await listen((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "default-src 'none'" });
    response.end(pages[Number(request.url.slice(1))] ?? '');
  });
  browser = await launchChromium({ extension: EXTENSION });
});

after(async () => {
  await browser?.close();
  for (const server of [api, site]) {
    server?.closeAllConnections();
    server?.close();
  }
});

test(`${COUNT} news pages are read with default settings: the server hears nothing, the pages are not entered`, async () => {
  const welcome = await (await browser.waitForTarget((target) => target.url().endsWith('/pages/welcome.html'))).asPage();
  await welcome.waitForSelector('#agree');
  await welcome.evaluate((server) => chrome.storage.local.set({ server }), `http://127.0.0.1:${api.address().port}`);
  await welcome.click('#agree');
  const worker = await (await browser.waitForTarget((target) => target.type() === 'service_worker')).createCDPSession();
  const asked = [];
  await worker.send('Network.enable');
  worker.on('Network.requestWillBeSent', ({ request }) => asked.push(request.url));
  const page = await browser.newPage();
  for (let i = 0; i < pages.length; i += 1) {
    await page.goto(`http://127.0.0.1:${site.address().port}/${i}`, { waitUntil: 'domcontentloaded', timeout: 20_000 }).catch(() => undefined);
    assert.equal(await page.evaluate(() => CSS.highlights.size + document.querySelectorAll('sidenote-overlay').length).catch(() => 0), 0, `page ${i}`);
  }
  assert.deepEqual(received, []);
  assert.deepEqual(asked.filter((url) => !url.startsWith('chrome-extension://')), []);
});
