import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { startAnnotating } from '../annotating.mjs';
import { startApi, servePages } from '../api_server.mjs';
import { BRIDGE } from '../fixtures/pages.mjs';
import { cardName, markedWords, marksOf, middleOf, until } from '../steps.mjs';

let api, site, slow;

/** A server that hands everything on to the real one, late: time to stop the worker in the middle. */
async function slowServer(address, delay) {
  const server = createServer(async (request, response) => {
    const body = await new Promise((resolve) => {
      const parts = [];
      request.on('data', (part) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts)));
    });
    const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
    if (request.method === 'OPTIONS') return response.writeHead(204, cors).end();
    const answer = await fetch(address + request.url, { method: request.method, body: body.length ? body : undefined, headers: { 'Content-Type': 'application/json' } });
    const text = await answer.text();
    setTimeout(() => response.writeHead(answer.status, { 'Content-Type': 'application/json', ...cors }).end(text), delay);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

before(async () => {
  site = await servePages({ '/bridge': BRIDGE });
  api = await startApi({ fetchAllow: [`127.0.0.1:${site.port}`] });
  slow = await slowServer(api.url, 400);
});

after(async () => {
  await slow?.stop();
  await api?.stop();
  await site?.stop();
});

test('chromium: the worker stopped again and again, at any moment, loses nothing', async () => {
  const chromium = await startAnnotating('chromium', { server: slow.url });
  try {
    const stop = async () => {
      const target = chromium.browser.targets().find((candidate) => candidate.type() === 'service_worker');
      await (await target?.worker().catch(() => null))?.close().catch(() => undefined);
    };
    const page = await chromium.open(`http://127.0.0.1:${site.port}/bridge`);
    // Asked as the popup asks, through browser.js, which asks again when the worker went away with the answer.
    const address = page.url();
    const asked = chromium.own.evaluate(async (url) => {
      const { askBackground } = await import('/browser.js');
      const tab = (await chrome.tabs.query({})).find((candidate) => candidate.url === url);
      return askBackground({ type: 'annotate', tabId: tab.id, url });
    }, address);
    for (const moment of [20, 120, 250]) {
      await new Promise((resolve) => setTimeout(resolve, moment));
      await stop();
    }
    assert.ok((await asked).response, 'the answer came');
    await page.bringToFront();
    const marks = await marksOf(page);
    for (let i = 0; i < 3; i += 1) {
      await stop();
      const words = i % 2 ? 'AFP' : 'Sputnik';
      const { x, y } = await middleOf(page, words);
      await page.mouse.click(x, y);
      await until(page, (name) => document.querySelector('sidenote-overlay').shadowRoot.querySelector('.card:popover-open #card-name')?.textContent === name, words === 'AFP' ? 'Agence France-Presse' : 'Sputnik');
    }
    assert.deepEqual(await marksOf(page), marks);
    await stop();
    const beside = await chromium.ownPage(`popup.html?tab=${await chromium.own.evaluate(async (url) => (await chrome.tabs.query({})).find((tab) => tab.url === url).id, address)}`);
    await until(beside, () => document.querySelectorAll('.findings button').length >= 6);
    await stop();
    await page.bringToFront();
    await beside.evaluate(() => document.querySelector('.findings button').click());
    assert.ok(await cardName(page));
  } finally {
    await chromium.close();
  }
});

test('firefox: an event page that is stopped at every pause loses nothing', async () => {
  const firefox = await startAnnotating('firefox', { server: api.url, prefs: { 'extensions.background.idle.timeout': 300 } });
  try {
    const page = await firefox.open(`http://127.0.0.1:${site.port}/bridge`);
    await firefox.annotate(page);
    const words = await markedWords(page);
    const id = await firefox.own.evaluate(async (url) => (await globalThis.browser.tabs.query({})).find((tab) => tab.url === url).id, page.url());
    await until(firefox.own, async () => (await globalThis.browser.runtime.getContexts({ contextTypes: ['BACKGROUND'] })).length === 0);
    const popup = await firefox.ownPage(`popup.html?tab=${id}`);
    await until(popup, () => document.querySelectorAll('.findings button').length >= 6);
    await popup.close();
    await page.bringToFront();
    assert.deepEqual(await markedWords(page), words);
    const { x, y } = await middleOf(page, 'AFP');
    await page.mouse.click(x, y);
    assert.equal(await cardName(page), 'Agence France-Presse');
  } finally {
    await firefox.close();
  }
});
