/**
 * What runs by itself, in both browsers against the real API: nothing, allowed sites, known news sites, labels at links; the off switches.
 */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { servePages, startApi } from '../api_server.mjs';
import { BRIDGE } from '../fixtures/pages.mjs';
import { SEARCH_RESULTS } from '../fixtures/results.mjs';
import { agreeToAll, openExtension, storedSettings } from '../opened.mjs';
import { assertAccessible, keep, marksOf, until } from '../steps.mjs';

/** Long enough for what must not happen. */
const AWHILE = 1_500;

for (const name of ['chromium', 'firefox']) {
  describe(`what runs by itself in ${name}`, () => {
    let api, site, opened, address;
    const asked = () => api.log().split('\n').filter((line) => line.includes('/v1/annotations')).length;
    const rest = () => new Promise((resolve) => setTimeout(resolve, AWHILE));
    const overlay = (page) => page.evaluate(() => Boolean(document.querySelector('sidenote-overlay')));

    /** The kept list with one more outlet, at the host of the test's own pages. */
    const listTestSite = (page) =>
      page.evaluate(async () => {
        const { keepBundle, keptBundle, keptLines } = await import('/bundle/store.js');
        const { rowsOf } = await import('/bundle/text.js');
        const { rows } = rowsOf((await keptLines()).map((line) => `${line}\n`).join(''));
        const text = JSON.stringify(['o:127.0.0.1', 'The Velmark Observer', 'newspaper', 'NO', 0, 0, [['owned_by', ['Velmark Holding'], [['https://velmark.example/about', 'About', 'Velmark', 'self-declaration', '2026-11-23']], '2019']]]);
        await keepBundle([...rows, { key: 'o:127.0.0.1', hosts: ['127.0.0.1'], text }], await keptBundle());
      });

    before(async () => {
      site = await servePages({ '/bridge': BRIDGE, '/story': BRIDGE, '/': BRIDGE, '/results': SEARCH_RESULTS });
      address = (path) => `http://127.0.0.1:${site.port}${path}`;
      api = await startApi({ fetchAllow: [`127.0.0.1:${site.port}`] });
      opened = await openExtension(name, { hosts: ['*://*/*'] });
      await (await agreeToAll(opened, api.url)).close();
    });

    after(async () => {
      await opened?.close();
      await api?.stop();
      await site?.stop();
    });

    test('by default nothing runs and nothing is sent', async () => {
      const options = await opened.ownPage('options.html');
      assert.equal(await options.evaluate(() => document.querySelector('input[name=mode]:checked').value), 'click');
      assert.deepEqual(await options.evaluate(async () => (globalThis.browser ?? chrome).scripting.getRegisteredContentScripts()), []);
      await options.close();
      const page = await opened.newsPage(address('/bridge'));
      await rest();
      assert.deepEqual([await overlay(page), asked()], [false, 0]);
      await page.close();
    });

    test('on known news sites: an article of a listed outlet is annotated and badged, its front page and unknown sites are not sent', async () => {
      const options = await opened.ownPage('options.html');
      await options.click('#mode-news');
      await until(options, () => document.querySelector('#mode-news').checked && !document.querySelector('#mode-news').disabled);
      await until(options, async () => (await (globalThis.browser ?? chrome).storage.local.get('mode')).mode === 'news');
      await until(options, async () => (await (globalThis.browser ?? chrome).scripting.getRegisteredContentScripts()).length === 1);
      const unknown = await opened.newsPage(address('/bridge'));
      await rest();
      assert.deepEqual([await overlay(unknown), asked()], [false, 0]);
      await listTestSite(options);
      const front = await opened.newsPage(address('/'));
      await rest();
      assert.equal(asked(), 0);
      const badge = await options.evaluate(async (url) => {
        const api = globalThis.browser ?? chrome;
        const { id } = (await api.tabs.query({})).find((tab) => tab.url === url);
        return [await api.action.getBadgeText({ tabId: id }), await api.action.getTitle({ tabId: id })];
      }, front.url());
      assert.deepEqual(badge, ['•', 'Sidenote: The Velmark Observer. Click for who owns it']);
      const article = await opened.newsPage(address('/story?utm_source=mail#part'));
      await marksOf(article);
      assert.equal(asked(), 1);
      await assertAccessible(options);
      for (const page of [unknown, front, article, options]) await page.close();
    });

    test('a site that is left alone is neither sent nor badged', async () => {
      const page = await opened.newsPage(address('/bridge'));
      await marksOf(page);
      const before = asked();
      const popup = await opened.popupFor(page);
      await until(popup, () => Boolean(document.querySelector('#silent')));
      await popup.evaluate(() => document.querySelector('#silent').click());
      await until(popup, () => document.body.innerText.includes('leaves 127.0.0.1 alone'));
      await assertAccessible(popup);
      const other = await opened.newsPage(address('/story'));
      await rest();
      assert.deepEqual([await overlay(other), asked()], [false, before]);
      await popup.evaluate(() => document.querySelector('#silent').click());
      await until(popup, () => Boolean(document.querySelector('#annotate, .findings')));
      for (const each of [page, popup, other]) await each.close();
    });

    test('links to known outlets are labelled; nothing is sent, nothing of the page moves', async () => {
      const options = await opened.ownPage('options.html');
      await options.click('#mode-click');
      await until(options, async () => (await (globalThis.browser ?? chrome).storage.local.get('mode')).mode === 'click');
      const shape = (page) =>
        page.evaluate(() => {
          const copy = document.documentElement.cloneNode(true);
          copy.querySelector('sidenote-links')?.remove();
          return { html: copy.outerHTML, boxes: [...document.querySelectorAll('body *')].map((element) => JSON.stringify(element.getBoundingClientRect())), height: document.documentElement.scrollHeight };
        });
      const plain = await opened.newsPage(address('/results'));
      await rest();
      assert.equal(await plain.evaluate(() => Boolean(document.querySelector('sidenote-links'))), false, 'off by default');
      const before = await shape(plain);
      await plain.close();
      const requests = api.log().length;
      await until(options, () => document.querySelector('#links') && !document.querySelector('#links').disabled);
      await options.bringToFront();
      await options.click('#links');
      await until(options, async () => (await (globalThis.browser ?? chrome).scripting.getRegisteredContentScripts()).some(({ id }) => id === 'links'));
      for (const scheme of ['light', 'dark']) {
        const page = await opened.newsPage(address('/results'), scheme);
        await until(page, () => document.querySelector('sidenote-links')?.shadowRoot.querySelectorAll('.label:not([hidden])').length >= 3);
        const labels = await page.evaluate(() => [...document.querySelector('sidenote-links').shadowRoot.querySelectorAll('.label:not([hidden])')].map(({ textContent }) => textContent));
        assert.deepEqual(labels, ['Epoch Media Group', 'Fox Corporation', 'Russian Federation'], 'no label where it would cover text');
        assert.equal(await page.evaluate(() => CSS.highlights.get('sidenote-link').size), 5);
        assert.deepEqual(await shape(page), before);
        await page.bringToFront();
        await page.focus('#tight a');
        const hint = () => page.evaluate(() => document.querySelector('sidenote-links').shadowRoot.querySelector('.label:last-child:not([hidden])')?.textContent);
        assert.equal(await hint(), 'Fox News · Fox Corporation');
        if (name === 'chromium') await keep(page, `links-${scheme}.png`, { clip: { x: 60, y: 0, width: 800, height: 520 } });
        const popup = await opened.popupFor(page);
        await until(popup, () => Boolean(document.querySelector('#links')));
        await popup.evaluate(() => (document.querySelector('#links').open = true));
        await assertAccessible(popup);
        assert.match(await popup.evaluate(() => document.querySelector('#links').innerText), /Links to known outlets on this page \(5\)[\s\S]*NTD Television · Epoch Media Group/);
        await popup.evaluate(() => document.querySelectorAll('#links button')[1].click());
        await until(page, () => document.activeElement?.textContent === 'What we know of the harbour bridge');
        await popup.close().catch(() => undefined);
        await page.close();
      }
      assert.equal(api.log().slice(requests), '');
      await options.close();
    });

    test('switched off, nothing runs; switched on again, all is as before', async () => {
      const options = await opened.ownPage('options.html');
      await options.bringToFront();
      await options.click('#on');
      await until(options, async () => (await (globalThis.browser ?? chrome).scripting.getRegisteredContentScripts()).length === 0);
      const page = await opened.newsPage(address('/results'));
      await rest();
      assert.equal(await page.evaluate(() => Boolean(document.querySelector('sidenote-links'))), false);
      const popup = await opened.popupFor(page);
      await until(popup, () => document.body.innerText.includes('switched off'));
      await assertAccessible(popup);
      await popup.evaluate(() => document.querySelector('.main-button').click());
      await until(popup, () => Boolean(document.querySelector('#annotate')));
      await until(options, async () => (await (globalThis.browser ?? chrome).scripting.getRegisteredContentScripts()).length === 1);
      const { off, links } = await storedSettings(options);
      assert.deepEqual([off, links], [false, true]);
      for (const each of [options, page, popup]) await each.close().catch(() => undefined);
    });
  });
}
