import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startAnnotating } from '../annotating.mjs';
import { startApi, servePages } from '../api_server.mjs';
import { BRIDGE } from '../fixtures/pages.mjs';
import { assertAccessible, cardName, keep, middleOf, pressShortcut, until } from '../steps.mjs';

let api, site;
const browsers = new Map();

/** A browser, started when it is first wanted. */
async function started(name) {
  if (!browsers.has(name)) browsers.set(name, await startAnnotating(name, { server: api.url }));
  return browsers.get(name);
}

before(async () => {
  site = await servePages({ '/bridge': BRIDGE });
  api = await startApi({ fetchAllow: [`127.0.0.1:${site.port}`] });
});

after(async () => {
  for (const browser of browsers.values()) await browser.close();
  await api?.stop();
  await site?.stop();
});

const open = (browser, size) => browser.open(`http://127.0.0.1:${site.port}/bridge`, size);
const panelOpen = (page) => until(page, () => Boolean(document.querySelector('sidenote-overlay').shadowRoot.querySelector('.panel:popover-open')));

/** Where everything of the page stands. */
const places = (page) => page.evaluate(() => [...document.querySelectorAll('body *')].map((element) => [element.tagName, Object.values(element.getBoundingClientRect().toJSON()).map(Math.round)]));

async function openEverything(page) {
  await pressShortcut(page);
  await panelOpen(page);
  await page.keyboard.press('Enter');
  await cardName(page);
}

for (const name of ['chromium', 'firefox']) {
  test(`${name}: nothing of the page moves, with marks, panel and card`, async () => {
    const browser = await started(name);
    const page = await open(browser);
    const found = await places(page);
    await page.evaluate(() => {
      globalThis.shifts = [];
      if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return;
      new PerformanceObserver((list) => globalThis.shifts.push(...list.getEntries().map(({ value }) => value))).observe({ type: 'layout-shift', buffered: true });
    });
    await browser.annotate(page);
    assert.deepEqual(await places(page), found);
    await openEverything(page);
    assert.deepEqual(await places(page), found);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    assert.deepEqual(await places(page), found);
    assert.deepEqual(await page.evaluate(() => globalThis.shifts), []);
    await page.close();
  });

  test(`${name}: printed, the page is as without us`, async () => {
    const browser = await started(name);
    const page = await open(browser);
    const print = async () => Buffer.from(await page.pdf()).toString('latin1').replace(/\(D:[^)]*\)/g, '');
    const plain = await print();
    await browser.annotate(page);
    await openEverything(page);
    await page.evaluate(() => addEventListener('beforeprint', () => (globalThis.onPaper = CSS.highlights.size)));
    const printed = await print();
    assert.equal(await page.evaluate(() => globalThis.onPaper), 0);
    if (name === 'chromium') assert.ok(printed === plain, 'the same bytes'); // Firefox prints the time of day
    assert.ok((await page.evaluate(() => CSS.highlights.size)) > 0, 'on the screen they are back');
    await page.close();
  });

  test(`${name}: panel, card and side panel are accessible`, async () => {
    const browser = await started(name);
    const page = await open(browser);
    await browser.annotate(page);
    await openEverything(page);
    await assertAccessible(page, { within: 'sidenote-overlay' });
    await page.bringToFront();
    const beside = await browser.ownPage('panel.html');
    await assertAccessible(beside);
    await beside.close();
    await page.close();
  });
}

const MEDIA = {
  dark: [{ name: 'prefers-color-scheme', value: 'dark' }],
  'forced colours': [{ name: 'forced-colors', value: 'active' }],
  'reduced motion': [{ name: 'prefers-reduced-motion', value: 'reduce' }],
};
for (const [about, features] of Object.entries(MEDIA)) {
  test(`chromium, ${about}: marks, panel and card are accessible`, async () => {
    const chromium = await started('chromium');
    const page = await open(chromium);
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', { features });
    await chromium.annotate(page);
    await openEverything(page);
    await assertAccessible(page, { within: 'sidenote-overlay' });
    if (about === 'forced colours') await keep(page, 'forced-colours.png');
    const { animation, background } = await page.evaluate(() => ({
      animation: getComputedStyle(document.querySelector('sidenote-overlay').shadowRoot.querySelector('.card')).animationName,
      background: getComputedStyle(document.querySelector('article p'), '::highlight(sidenote-person)').backgroundColor,
    }));
    assert.equal(animation, about === 'reduced motion' ? 'none' : 'appear');
    if (about === 'forced colours') assert.match(background, /rgba\(\d+, \d+, \d+, 0\)/);
    await page.close();
  });
}

for (const [about, size] of [['200 % zoom', { width: 640, height: 400 }], ['a narrow window', { width: 360, height: 740 }]]) {
  test(`chromium, ${about}: card and panel stay inside the window, and everything in them can be reached`, async () => {
    const chromium = await started('chromium');
    const page = await open(chromium, size);
    await page.setViewport({ ...size, deviceScaleFactor: 2 });
    await chromium.annotate(page);
    await openEverything(page);
    const boxes = await page.evaluate(() => {
      const root = document.querySelector('sidenote-overlay').shadowRoot;
      return ['.card', '.panel'].map((selector) => {
        const element = root.querySelector(selector);
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return { selector, inside: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight, sideways: element.scrollWidth > element.clientWidth, scrolls: getComputedStyle(element).overflowY };
      });
    });
    for (const { selector, inside, sideways, scrolls } of boxes) assert.deepEqual({ selector, inside, sideways, scrolls }, { selector, inside: true, sideways: false, scrolls: 'auto' });
    await keep(page, `${about === '200 % zoom' ? 'zoom-200' : 'narrow'}.png`);
    await page.close();
  });
}

test('the findings can be narrowed to one kind, by keyboard, and arrows walk what is left', async () => {
  const chromium = await started('chromium');
  const page = await open(chromium);
  await chromium.annotate(page);
  await pressShortcut(page);
  await panelOpen(page);
  const shown = () => page.evaluate(() => [...document.querySelector('sidenote-overlay').shadowRoot.querySelectorAll('.findings li:not([hidden]) button')].map(({ dataset }) => dataset.key));
  const all = await shown();
  await page.evaluate(() => [...document.querySelector('sidenote-overlay').shadowRoot.querySelectorAll('.choice')].find(({ textContent }) => textContent.startsWith('Outlets')).focus());
  await page.keyboard.press('Enter');
  const outlets = await shown();
  assert.ok(outlets.length > 1 && outlets.length < all.length && outlets.includes('entity:afp'), outlets.join(' '));
  assert.deepEqual(await page.evaluate(() => [...document.querySelector('sidenote-overlay').shadowRoot.querySelectorAll('.choice[aria-pressed="true"]')].map(({ textContent }) => textContent.replace(/\s*\d+$/, ''))), ['Outlets']);
  await page.evaluate((key) => document.querySelector('sidenote-overlay').shadowRoot.querySelector(`[data-key="${key}"]`).focus(), outlets[0]);
  await page.keyboard.press('End');
  assert.equal(await page.evaluate(() => document.querySelector('sidenote-overlay').shadowRoot.activeElement.dataset.key), outlets.at(-1));
  await page.close();
});

test('a mark under the pointer opens its card; what it shows is complete', async () => {
  const chromium = await started('chromium');
  const page = await open(chromium);
  await chromium.annotate(page);
  const { x, y } = await middleOf(page, 'Epoch Times');
  await page.mouse.click(x, y);
  await cardName(page);
  const text = await page.evaluate(() => document.querySelector('sidenote-overlay').shadowRoot.querySelector('.card').innerText);
  for (const part of ['What the record says', 'As of May 25, 2023', 'Tie to this outlet', 'same owner', 'Why this record', 'Something wrong?']) assert.ok(text.includes(part), `${part} in ${text}`);
  await page.close();
});
