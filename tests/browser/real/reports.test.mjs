/**
 * Reports in both browsers against the real API and its database: shown before they go, stored once, kept on the device while the server is away.
 */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { servePages, startApi } from '../api_server.mjs';
import { BRIDGE } from '../fixtures/pages.mjs';
import { openExtension } from '../opened.mjs';
import { askInPopup, assertAccessible, keep, marksOf, pressShortcut, until } from '../steps.mjs';

for (const name of ['chromium', 'firefox']) {
  describe(`reports in ${name}`, () => {
    let api, site, opened;
    const kept = (page) => page.evaluate(async () => (await (globalThis.browser ?? chrome).storage.local.get('kept:reports'))['kept:reports'] ?? []);
    /** The form that was opened; Firefox does not show us tabs that an extension opens, so there the same form is opened once more. */
    const formPage = async () => {
      if (name === 'firefox') {
        const page = await opened.ownPage('options.html');
        await until(page, async () => Boolean((await globalThis.browser.storage.session.get('subject')).subject));
        await page.close();
        return opened.ownPage('report.html');
      }
      const target = await opened.browser.waitForTarget((candidate) => candidate.url().endsWith('/pages/report.html'));
      const page = (await target.page()) ?? (await target.asPage());
      await until(page, () => Boolean(document.querySelector('#send')));
      return page;
    };

    before(async () => {
      site = await servePages({ '/bridge': BRIDGE });
      api = await startApi({ fetchAllow: [`127.0.0.1:${site.port}`], ownDatabase: true });
      opened = await openExtension(name, { hosts: ['http://127.0.0.1/*'] });
      const options = await opened.ownPage('options.html');
      await options.evaluate((server) => (globalThis.browser ?? chrome).storage.local.set({ server, agreed: true }), api.url);
      await options.close();
    });

    after(async () => {
      await opened?.close();
      await api?.stop();
      await site?.stop();
    });

    test('a card has a button for it; the form says exactly what is sent, and it is stored', async () => {
      const page = await opened.newsPage(`http://127.0.0.1:${site.port}/bridge`);
      await askInPopup(await opened.popupFor(page));
      await marksOf(page);
      await page.bringToFront();
      await pressShortcut(page);
      await until(page, () => Boolean(document.querySelector('sidenote-overlay').shadowRoot.querySelector('.panel:popover-open')));
      const inside = (work, ...args) => until(page, work, ...args);
      await inside(() => {
        const root = document.querySelector('sidenote-overlay').shadowRoot;
        const button = [...root.querySelectorAll('.panel button')].find(({ textContent }) => textContent.startsWith('The Epoch Times'));
        button?.click();
        return Boolean(button);
      });
      await inside(() => Boolean(document.querySelector('sidenote-overlay').shadowRoot.querySelector('.card:popover-open .report')));
      await assertAccessible(page, { within: 'sidenote-overlay' });
      await page.evaluate(() => document.querySelector('sidenote-overlay').shadowRoot.querySelector('.card .report').click());
      const form = await formPage();
      await form.bringToFront();
      await assertAccessible(form);
      await form.click('#send');
      assert.match(await form.$eval('#status', ({ textContent }) => textContent), /say what is wrong/);
      await form.type('#message', 'It was sold in 2020.');
      await form.type('#source', 'https://register.example/4711');
      const statement = await form.evaluate(() => {
        const select = document.querySelector('#choice');
        select.selectedIndex = 1;
        select.dispatchEvent(new Event('input', { bubbles: true }));
        return select.value;
      });
      const shown = JSON.parse(await form.$eval('#preview', ({ textContent }) => textContent));
      assert.deepEqual({ ...shown, key: null, edition: null }, { about: 'statement', statement, entity: 'the-epoch-times', edition: null, message: 'It was sold in 2020.', source: 'https://register.example/4711', key: null });
      if (name === 'chromium') {
        await keep(form, 'report-light.png');
        await form.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
        await assertAccessible(form);
        await keep(form, 'report-dark.png');
      }
      await form.click('#send');
      await until(form, () => /Its number is r[0-9a-f]{24}/.test(document.querySelector('#outcome')?.innerText));
      assert.deepEqual(await kept(form), []);
      await form.evaluate(() => (globalThis.browser ?? chrome).storage.session.remove('subject'));
      await form.close();
      await page.close();
    });

    test('an unknown outlet is told with its host alone', async () => {
      const page = await opened.ownPage('options.html');
      await page.evaluate(() => (globalThis.browser ?? chrome).runtime.sendMessage({ type: 'open-report', subject: { about: 'unknown_outlet', name: 'new.example', host: 'new.example' } }));
      const form = await formPage();
      assert.deepEqual(Object.keys(JSON.parse(await form.$eval('#preview', ({ textContent }) => textContent))).sort(), ['about', 'host', 'key']);
      await form.evaluate(() => document.querySelector('#send').click());
      await until(form, () => /Its number is/.test(document.querySelector('#outcome')?.innerText));
      await form.close();
      await page.close();
    });

    test('while the server is away a report waits on the device, and is sent once it is back', async () => {
      const options = await opened.ownPage('options.html');
      const at = (server) => options.evaluate((address) => (globalThis.browser ?? chrome).storage.local.set({ server: address }), server);
      await at('http://127.0.0.1:9');
      const report = { about: 'unknown_outlet', host: 'later.example', key: '11111111-2222-3333-4444-555555555555' };
      const outcome = await options.evaluate((body) => (globalThis.browser ?? chrome).runtime.sendMessage({ type: 'send-report', report: body }), report);
      assert.deepEqual(outcome, { waiting: true });
      const unknown = { about: 'statement', statement: 'nobody.owned_by.nothing', message: 'Wrong.', key: '22222222-2222-3333-4444-555555555555' };
      await options.evaluate((body) => (globalThis.browser ?? chrome).runtime.sendMessage({ type: 'send-report', report: body }), unknown);
      assert.deepEqual(await kept(options), [report, unknown]);
      await options.reload().catch(() => undefined);
      await until(options, () => document.querySelector('#waiting')?.textContent === '2 reports wait to be sent.');
      assert.ok(await options.evaluate(async () => Boolean(await (globalThis.browser ?? chrome).alarms.get('reports'))));
      await at(api.url);
      await options.evaluate(async (server) => (await import('/reports.js')).sendWaiting(server), api.url);
      assert.deepEqual(await kept(options), [], 'one is stored, the other refused (422): it would be refused again');
      assert.equal(await options.evaluate(async () => Boolean(await (globalThis.browser ?? chrome).alarms.get('reports'))), false);
      const again = await fetch(`${api.url}/v1/reports`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(report) });
      assert.equal(again.status, 200, 'it had been stored');
      await options.close();
    });
  });
}
