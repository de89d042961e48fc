import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startAnnotating } from '../annotating.mjs';
import { startApi, servePages } from '../api_server.mjs';
import { article, newsPage } from '../fixtures/pages.mjs';
import { cardName, markedWords, middleOf, until } from '../steps.mjs';

const link = (path) => `<p><a id="on" href="${path}">On</a></p>`;
let api, site;

before(async () => {
  site = await servePages({ '/first': newsPage(article + link('/second')), '/second': newsPage(article + link('/third')), '/third': newsPage('<p>Nothing here.</p>') });
  api = await startApi({ fetchAllow: [`127.0.0.1:${site.port}`] });
});

after(async () => {
  await api?.stop();
  await site?.stop();
});

const timesAsked = () => api.log().split('\n').filter((line) => line.includes('/v1/annotations') && line.includes('POST')).length;
const at = (page, path) => until(page, (wanted) => location.pathname === wanted && document.readyState === 'complete', path);

/** Follows the page's own link; the page left says, when it comes back, whether it was kept whole. */
async function goOn(page, path) {
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => (globalThis.keptWhole = persisted));
    document.querySelector('#on').click();
  });
  await at(page, path);
}

async function goBack(page, path) {
  await page.evaluate(() => history.back()).catch(() => undefined); // the page that is asked may be gone before it answers
  await at(page, path);
  assert.equal(await until(page, () => globalThis.keptWhole), true, 'the browser kept the page whole');
}

/** What the background remembers of the tab, as the popup and the panel beside the page read it. */
const remembered = (own, address) =>
  own.evaluate(async (url) => {
    const api = globalThis.browser ?? chrome;
    const tab = (await api.tabs.query({})).find((candidate) => candidate.url === url);
    return (await import('/browser.js')).readTab(tab.id);
  }, address);

/** Waits until it remembers a page, or none. */
async function untilRemembered(own, address, url) {
  const end = Date.now() + 15_000;
  for (;;) {
    const known = await remembered(own, address);
    if ((known?.url ?? null) === url) return known;
    assert.ok(Date.now() < end, `remembered of ${address}: ${known?.url}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

for (const name of ['chromium', 'firefox']) {
  test(`${name}: pages that come back from the browser's memory have their marks, cards and findings; nothing is sent again`, async () => {
    const browser = await startAnnotating(name, { server: api.url });
    const asked = timesAsked();
    try {
      const page = await browser.open(`http://127.0.0.1:${site.port}/first`);
      await browser.annotate(page);
      const words = await markedWords(page);
      assert.ok(words.includes('AFP'), words.join(' | '));
      const first = page.url();
      const known = await remembered(browser.own, first);
      await goOn(page, '/second');
      await untilRemembered(browser.own, page.url(), null);
      await browser.annotate(page); // the second page's answer takes the place of the first's
      assert.equal(timesAsked() - asked, 2);
      await goOn(page, '/third');
      for (const path of ['/second', '/first']) {
        await goBack(page, path);
        assert.deepEqual(await markedWords(page), words, path);
        const { x, y } = await middleOf(page, 'AFP');
        await page.mouse.click(x, y);
        assert.equal(await cardName(page), 'Agence France-Presse', path);
      }
      assert.deepEqual(await untilRemembered(browser.own, first, first), known);
      assert.equal(timesAsked() - asked, 2, 'nothing was sent again');
    } finally {
      await browser.close();
    }
  });
}
