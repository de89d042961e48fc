/**
 * A new edition reaches the device as a delta; a server that signs with another key, or goes back to an older edition, changes nothing there.
 */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { run, serveApi } from '../api_server.mjs';
import { agreeToAll, openExtension } from '../opened.mjs';
import { until } from '../steps.mjs';

const GAZETTE = `id: the-new-gazette
kind: outlet
name: The New Gazette
category: newspaper
country: US
description: A paper made up.
layer: curated
hosts: [{host: new-gazette.example}]
citations:
  a: {url: 'https://new-gazette.example/about', title: About, publisher: The New Gazette, accessed: '2026-11-23', kind: self-declaration}
statements:
- {predicate: owned_by, object: {text: A family}, citations: [a]}
`;

for (const name of ['chromium', 'firefox']) {
  describe(`a new edition in ${name}`, () => {
    let api, opened, folder, settings;
    const renew = (page) => page.evaluate(() => (globalThis.browser ?? chrome).runtime.sendMessage({ type: 'update-bundle' }));
    const gazette = (page) => page.evaluate(async () => (await (await import('/bundle/lookup.js')).outletAt('https://www.new-gazette.example/a'))?.outlet.name ?? null);
    /** A connection that was idle while a command ran may be closed: then once more. */
    const get = (path) => fetch(`${api.url}${path}`).catch(() => fetch(`${api.url}${path}`));
    const current = async () => (await (await get('/v1/edition')).json()).id;
    const edition = (page) => page.evaluate(async () => (await (await import('/bundle/store.js')).keptBundle()).edition);

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'sidenote-delta-'));
      settings = { DATABASE_URL: `sqlite:///${join(folder, 'sidenote.db')}`, SIDENOTE_EDITIONS: join(folder, 'editions'), SIDENOTE_BUNDLE_KEY: join(folder, 'key.pem'), SIDENOTE_LOG_LEVEL: 'INFO' };
      run(['-m', 'credibility_db', 'load', 'tests/golden/records'], settings);
      run(['-m', 'credibility_db', 'publish'], settings);
      run(['-m', 'server', 'create-bundle-key'], settings);
      api = await serveApi(folder, settings);
      opened = await openExtension(name, { hosts: ['http://127.0.0.1/*'] });
      await (await agreeToAll(opened, api.url)).close();
    });

    after(async () => {
      await opened?.close();
      await api?.stop();
    });

    test('is taken as a delta and checked as a whole', async () => {
      const page = await opened.ownPage('options.html');
      const [old, before] = [await edition(page), await gazette(page)];
      assert.equal(before, null);
      mkdirSync(join(folder, 'more'));
      writeFileSync(join(folder, 'more', 'the-new-gazette.yaml'), GAZETTE);
      run(['-m', 'credibility_db', 'load', join(folder, 'more')], settings);
      run(['-m', 'credibility_db', 'publish'], settings);
      while ((await current()) === old) await new Promise((resolve) => setTimeout(resolve, 100));
      const sent = await (await get(`/v1/bundle?from=${old}`)).text();
      assert.equal(JSON.parse(sent.split('\n', 1)[0]).from, old);
      assert.deepEqual((await renew(page)).problem, null);
      assert.deepEqual([await gazette(page), await edition(page)], ['The New Gazette', await current()]);
      assert.deepEqual((await renew(page)).problem, null, 'nothing new is no problem');
      await page.close();
    });

    test('of a server that went back to an older one is not used', async () => {
      const page = await opened.ownPage('options.html');
      const newest = await edition(page);
      const listed = await (await get('/v1/bundle')).text();
      assert.equal(JSON.parse(listed.split('\n', 1)[0]).edition, newest);
      run(['-m', 'credibility_db', 'rollback', 'previous'], settings);
      while ((await current()) === newest) await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal((await renew(page)).problem, 'older');
      assert.deepEqual([await edition(page), await gazette(page)], [newest, 'The New Gazette']);
      await page.reload().catch(() => undefined);
      await until(page, () => document.querySelector('#list-status')?.textContent.includes('an older list'));
      await page.close();
    });

    test('signed with another key is not used, and said', async () => {
      const page = await opened.ownPage('options.html');
      const newest = await edition(page);
      renameSync(join(folder, 'key.pem'), join(folder, 'old-key.pem'));
      run(['-m', 'server', 'create-bundle-key'], settings);
      const other = await serveApi(mkdtempSync(join(tmpdir(), 'sidenote-other-')), settings);
      await page.evaluate((server) => (globalThis.browser ?? chrome).storage.local.set({ server }), other.url);
      assert.equal((await renew(page)).problem, 'signature');
      assert.deepEqual([await edition(page), await gazette(page)], [newest, 'The New Gazette']);
      await page.reload().catch(() => undefined);
      await until(page, () => document.querySelector('#list-status')?.textContent.includes('signature or form is wrong'));
      await other.stop();
      await page.close();
    });
  });
}
