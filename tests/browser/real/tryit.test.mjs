import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium, launchFirefox } from '../browsers.mjs';
import { startApi, servePages } from '../api_server.mjs';
import { BRIDGE, SCRIPTED } from '../fixtures/pages.mjs';
import { assertAccessible, keep, markedWords, until } from '../steps.mjs';

let api, site;
const browsers = {};

before(async () => {
  site = await servePages({ '/bridge': BRIDGE, '/scripted': SCRIPTED });
  api = await startApi({ fetchAllow: [`127.0.0.1:${site.port}`] });
  browsers.chromium = await launchChromium();
  browsers.firefox = await launchFirefox();
});

after(async () => {
  for (const browser of Object.values(browsers)) await browser.close();
  await api?.stop();
  await site?.stop();
});

async function open(name, { width = 1280, height = 900, scheme = 'light', scripts = true } = {}) {
  const page = await browsers[name].newPage();
  page.failures = [];
  page.on('pageerror', (error) => page.failures.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(api.url) && !/^(blob|data|about):/.test(request.url())) page.failures.push(`asked ${request.url()}`);
  });
  await page.setViewport({ width, height });
  if (name === 'chromium') {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.setJavaScriptEnabled(scripts);
  }
  await page.goto(api.url);
  return page;
}

const tryExample = async (page) => {
  await page.click('#example-form button');
  await until(page, () => document.querySelectorAll('.findings button').length >= 6);
};

for (const name of ['chromium', 'firefox']) {
  test(`${name}: the example is shown annotated, with the outlet, its owners and every citation linked`, async () => {
    const page = await open(name);
    await assertAccessible(page);
    await tryExample(page);
    assert.match(await page.$eval('.outlet-card h2', ({ textContent }) => textContent), /NTD/);
    assert.ok(await page.$('.ownership svg'));
    const words = await markedWords(page);
    for (const expected of ['AFP', 'The Epoch Times', 'Ilse Vanterpool']) assert.ok(words.includes(expected), `${expected} in ${words.join(' | ')}`);
    assert.ok((await page.$$eval('.outlet-card .citations a', (links) => links.map(({ href }) => href))).every((href) => /^https?:/.test(href)));
    await assertAccessible(page);
    await page.focus('.findings button');
    await page.keyboard.press('ArrowDown');
    const opener = await page.evaluate(() => document.activeElement.dataset.key);
    await page.keyboard.press('Enter');
    await until(page, () => Boolean(document.querySelector('sidenote-overlay').shadowRoot.querySelector('.card:popover-open')));
    await assertAccessible(page, { within: 'sidenote-overlay' });
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.key), opener);
    assert.deepEqual(page.failures, []);
    await page.close();
  });
}

for (const [scheme, width] of [['light', 1440], ['dark', 1440], ['light', 360], ['dark', 360]]) {
  test(`nothing runs over the edge at ${width} px, ${scheme}`, async () => {
    const page = await open('chromium', { width, scheme, height: width < 500 ? 800 : 1000 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    if (width > 500) await keep(page, `tryit-empty-${scheme}.png`);
    await tryExample(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.evaluate(() => document.querySelector('.article').scrollIntoView());
    await keep(page, width > 500 ? `tryit-${scheme}.png` : `tryit-${scheme}-narrow.png`);
    await page.focus('[data-key="entity:the-epoch-times"]');
    await page.keyboard.press('Enter');
    await until(page, () => Boolean(document.querySelector('sidenote-overlay').shadowRoot.querySelector('.card:popover-open')));
    assert.ok(
      await page.evaluate(() => {
        const { left, right, top, bottom } = document.querySelector('sidenote-overlay').shadowRoot.querySelector('.card').getBoundingClientRect();
        return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
      }),
    );
    await keep(page, width > 500 ? `tryit-card-${scheme}.png` : `tryit-card-${scheme}-narrow.png`);
    await page.close();
  });
}

test('an address is fetched and shown', async () => {
  const page = await open('chromium');
  await page.type('#url', `http://127.0.0.1:${site.port}/bridge`);
  await page.click('.main-button');
  await until(page, () => document.querySelectorAll('.findings button').length >= 6);
  assert.match(await page.$eval('.article h1', ({ textContent }) => textContent), /harbour bridge/);
  await page.close();
});

const PROBLEMS = [
  ['nothing given', '', /address or a text/],
  ['a page without text', (port) => `http://127.0.0.1:${port}/scripted`, /Paste the article/],
  ['a host that does not exist', () => 'https://no-such-host.invalid/', /./],
  ['an address that is none', () => 'not an address', /./],
];
for (const [about, address, expected] of PROBLEMS) {
  test(`a clear message for ${about}`, async () => {
    const page = await open('chromium');
    if (address) await page.type('#url', address(site.port));
    await page.click('.main-button');
    const words = await until(page, () => document.querySelector('#status .problem')?.innerText);
    assert.match(words, expected);
    assert.doesNotMatch(words, /undefined|null|\[object/);
    await assertAccessible(page);
    await page.close();
  });
}

test('without JavaScript the form posts and the answer comes as lists', async () => {
  const page = await open('chromium', { scripts: false });
  await Promise.all([page.waitForNavigation(), page.click('#example-form button')]);
  const text = await page.$eval('body', ({ innerText }) => innerText);
  for (const words of ['NTD Television', 'Ilse Vanterpool', 'Epoch Media Group', 'The Epoch Times', 'Where the statements come from']) assert.ok(text.includes(words), words);
  assert.ok((await page.$$('.citations a')).length > 3);
  assert.ok((await page.$$('.inline-mark')).length >= 4);
  await page.close();
});
