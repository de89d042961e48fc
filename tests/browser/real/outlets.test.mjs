/**
 * The list of outlets in both browsers, against the real API: downloaded when agreed, checked, shown without a request, renewed by a delta.
 */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { servePages, startApi } from '../api_server.mjs';
import { BRIDGE } from '../fixtures/pages.mjs';
import { agreeToAll, openExtension, storedSettings } from '../opened.mjs';
import { assertAccessible, keep, until } from '../steps.mjs';

for (const name of ['chromium', 'firefox']) {
  describe(`the list of outlets in ${name}`, () => {
    let api, site, opened;
    const requests = () => api.log().split('\n').filter((line) => line.includes('server.access') && !line.includes('readyz'));

    before(async () => {
      site = await servePages({ '/bridge': BRIDGE, '/': BRIDGE });
      api = await startApi({ fetchAllow: [`127.0.0.1:${site.port}`] });
      opened = await openExtension(name, { hosts: ['http://127.0.0.1/*'] });
    });

    after(async () => {
      await opened?.close();
      await api?.stop();
      await site?.stop();
    });

    test('the first-run page shows the key, and downloads the list when it is trusted', async () => {
      const welcome = await agreeToAll(opened, api.url);
      await until(welcome, () => /[\d,.\s]+ outlets, as of/.test(document.querySelector('#list').innerText));
      await assertAccessible(welcome);
      const { key, bundle, agreed } = await storedSettings(welcome);
      const served = await (await fetch(`${api.url}/v1/bundle/key`)).json();
      assert.deepEqual([key, bundle, agreed], [served.public_key, true, true]);
      assert.ok(await welcome.evaluate((fingerprint) => document.body.innerText.includes(fingerprint), served.fingerprint));
      if (name === 'chromium') await keep(welcome, 'first-run-list.png');
      await welcome.close();
    });

    test('the outlet of every address is the one the server finds', async () => {
      const page = await opened.ownPage('options.html');
      const hosts = ['www.ntd.com', 'ntd.com', 'news.bbc.co.uk', 'www.nytimes.com', 'unknown.example', 'com', 'sputnikglobe.com', 'www.yahoo.com'];
      const places = [...hosts.map((host) => [host, '/']), ['news.yahoo.com', '/a/b'], ['www.yahoo.com', '/news/x'], ['yahoo.com', '/newsletter']];
      for (const [host, path] of places) {
        const reply = await fetch(`${api.url}/v1/outlets?host=${host}&path=${path}`);
        const expected = reply.ok ? (await reply.json()).name : null;
        const found = await page.evaluate(async (address) => (await (await import('/bundle/lookup.js')).outletAt(address))?.outlet.name ?? null, `https://${host}${path}`);
        assert.equal(found, expected, host + path);
      }
      await page.close();
    });

    test('the popup shows a known outlet, an unknown one, and asks nobody', async () => {
      const page = await opened.newsPage(`http://127.0.0.1:${site.port}/bridge`);
      const popup = await opened.popupFor(page);
      await until(popup, () => document.querySelector('#outlet')?.innerText.includes('not in the list'));
      await assertAccessible(popup);
      if (name === 'chromium') await keep(popup, 'popup-unknown.png', { clip: { x: 0, y: 0, width: 400, height: 430 } });
      const before = requests().length;
      const shown = await popup.evaluate(async () => {
        const { outletPart } = await import('/pages/outlet-part.js');
        document.querySelector('#outlet').replaceWith(await outletPart('https://www.ntd.com/some/story?x=1'));
        const card = document.querySelector('#outlet');
        card.querySelectorAll('details').forEach((each) => (each.open = true));
        return { text: card.innerText, links: [...card.querySelectorAll('.citations a')].map(({ href }) => href), picture: Boolean(card.querySelector('figure svg')) };
      });
      assert.match(shown.text, /NTD Television/);
      assert.match(shown.text, /Epoch Media Group/);
      assert.match(shown.text, /on this device; nothing was sent/);
      assert.ok(shown.picture && shown.links.length > 3 && shown.links.every((href) => /^https?:/.test(href)));
      await assertAccessible(popup);
      assert.equal(requests().length, before);
      await popup.evaluate(() => document.querySelectorAll('#outlet details').forEach((each) => (each.open = false)));
      for (const scheme of name === 'chromium' ? ['light', 'dark'] : []) {
        await popup.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        await assertAccessible(popup);
        await keep(popup, `popup-outlet-${scheme}.png`, { clip: { x: 0, y: 0, width: 400, height: 620 } });
      }
      await popup.close();
      await page.close();
    });

    test('a check finds nothing new; a wrong signature, digest or an older list is not used, and said', async () => {
      const page = await opened.ownPage('options.html');
      const outcome = await page.evaluate(async () => (globalThis.browser ?? chrome).runtime.sendMessage({ type: 'update-bundle' }));
      assert.equal(outcome.problem, null);
      const refused = await page.evaluate(async () => {
        const { verifiedRows } = await import('/bundle/verify.js');
        const { keptLines } = await import('/bundle/store.js');
        const { server, key } = await (globalThis.browser ?? chrome).storage.local.get();
        const sent = await (await fetch(new URL('/v1/bundle', server))).text();
        const { openEnvelope } = await import('/bundle/text.js');
        const { envelope, rest } = openEnvelope(sent);
        const tried = async (changes, text, trust = {}) => verifiedRows({ ...envelope, ...changes }, text, { key, ...trust }).then(() => 'used', ({ reason }) => reason);
        const other = rest.replace('NTD Television', 'NTD Televisio0');
        const digest = [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(other)))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
        return [
          await tried({}, rest),
          await tried({}, other),
          await tried({ sha256: digest }, other),
          await tried({ signature: btoa('x'.repeat(64)) }, rest),
          await tried({}, rest, { key: btoa('k'.repeat(32)) }),
          await tried({}, rest, { newest: '99990101T000000Z-000000000000' }),
          (await keptLines()).map((line) => `${line}\n`).join('') === rest,
        ];
      });
      assert.deepEqual(refused, ['used', 'digest', 'signature', 'signature', 'signature', 'older', true]);
      await page.close();
    });

    test('what is measured: a look-up, a card, the size sent', async (context) => {
      const page = await opened.ownPage('options.html');
      const { found, lookup, card } = await page.evaluate(async () => {
        const { labelsFor, outletAt } = await import('/bundle/lookup.js');
        const middle = async (work) => {
          const times = [];
          for (let i = 0; i < 60; i += 1) {
            const began = performance.now();
            await work(i);
            times.push(performance.now() - began);
          }
          return times.sort((a, b) => a - b)[30];
        };
        const many = Array.from({ length: 50 }, (_, i) => `https://www.${['ntd.com', 'nytimes.com', 'bbc.co.uk', `unknown${i}.example`][i % 4]}/${i}`);
        const found = Object.keys(await labelsFor(many)).length;
        return { found, lookup: (await middle(() => labelsFor(many))) / many.length, card: await middle(() => outletAt('https://www.ntd.com/')) };
      });
      assert.equal(found, 38, 'three of four are known');
      context.diagnostic(`a look-up takes ${lookup.toFixed(3)} ms, a card with its citations ${card.toFixed(1)} ms`);
      await page.close();
    });

    test('a stopped background loses nothing of it', { skip: name === 'firefox' && 'only Chromium can stop it from here' }, async () => {
      const page = await opened.ownPage('options.html');
      const worker = await opened.browser.waitForTarget((target) => target.type() === 'service_worker');
      const update = page.evaluate(() => chrome.runtime.sendMessage({ type: 'update-bundle' }).catch(() => 'stopped'));
      await (await worker.worker()).close();
      await update;
      const found = await page.evaluate(async () => (await (await import('/bundle/lookup.js')).outletAt('https://ntd.com/')).outlet.name);
      assert.equal(found, 'NTD Television');
      await page.close();
    });

    test('removed, it is gone from the device', async () => {
      const page = await opened.ownPage('options.html');
      await until(page, () => document.querySelectorAll('#list .quiet-button').length === 2);
      for (const scheme of name === 'chromium' ? ['dark', 'light'] : []) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        await assertAccessible(page);
        await keep(page, `settings-${scheme}.png`);
      }
      await assertAccessible(page);
      await page.evaluate(() => document.querySelectorAll('#list .quiet-button')[1].click());
      await until(page, () => Boolean(document.querySelector('#get-list')));
      assert.equal(await page.evaluate(async () => (await (await import('/bundle/store.js')).keptBundle()) ?? null), null);
      await page.close();
    });
  });
}
