import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FIREFOX_UUID, launchFirefox } from '../browsers.mjs';
import { startApi, servePages } from '../api_server.mjs';
import { BRIDGE, RERENDERED } from '../fixtures/pages.mjs';
import { askInPopup, assertAccessible, cardName, copyWithHosts, escapeTwice, keep, markedWords, marksOf, middleOf, pageWithoutUs, until, walkByKeyboard } from '../steps.mjs';

let api, site, browser, copy;

before(async () => {
  site = await servePages({ '/bridge': BRIDGE, '/rerendered': RERENDERED });
  api = await startApi({ fetchAllow: [`127.0.0.1:${site.port}`] });
  // A popup opened as a tab gets no activeTab grant, and headless Firefox has no toolbar to click: the copy may enter the test's own site.
  copy = copyWithHosts(['http://127.0.0.1/*']);
  browser = await launchFirefox({ extension: copy.folder });
});

after(async () => {
  await browser?.close();
  await api?.stop();
  await site?.stop();
  copy?.remove();
});

async function ownPage(path) {
  const page = await browser.newPage();
  page.goto(`moz-extension://${FIREFOX_UUID}/pages/${path}`).catch(() => undefined); // the page loads, but this never resolves
  await until(page, () => document.querySelector('#main')?.childElementCount);
  return page;
}

async function newsPage(path) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1180, height: 820 });
  await page.goto(`http://127.0.0.1:${site.port}${path}`);
  return page;
}

/** Opens the popup for a page as a tab of its own. */
async function popupFor(page) {
  const options = await ownPage('options.html');
  const id = await options.evaluate(async (address) => (await globalThis.browser.tabs.query({})).find(({ url }) => url === address).id, page.url());
  await options.close();
  return askInPopup(await ownPage(`popup.html?tab=${id}`));
}

test('the first-run page asks; agreeing is kept', async () => {
  const welcome = await ownPage('welcome.html');
  await welcome.evaluate((server) => globalThis.browser.storage.local.set({ server }), api.url);
  await assertAccessible(welcome);
  await welcome.click('#want-list');
  await welcome.click('#agree');
  await until(welcome, () => document.body.innerText.includes('Ready.'));
  await welcome.close();
});

test('the popup marks the page and lists what was found; keyboard alone opens and closes a card', async () => {
  const page = await newsPage('/bridge');
  const unannotated = await page.evaluate(() => document.documentElement.outerHTML);
  const popup = await popupFor(page);
  await until(popup, () => document.querySelectorAll('.findings button').length >= 6);
  await assertAccessible(popup);
  const marks = await marksOf(page);
  assert.ok(marks.organization >= 4 && marks.unlinked >= 3, JSON.stringify(marks));
  await walkByKeyboard(page, 'The Epoch Times');
  await assertAccessible(page, { within: 'sidenote-overlay' });
  await keep(page, 'extension-firefox.png');
  await escapeTwice(page, 'The Epoch Times');
  assert.equal(await pageWithoutUs(page), unannotated);
  await popup.close();
  await page.close();
});

test('a card opens on a click; replaced text keeps its marks', async () => {
  const page = await newsPage('/rerendered');
  const popup = await popupFor(page);
  const marks = await marksOf(page);
  await page.bringToFront();
  await page.evaluate(() => globalThis.rerender());
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.deepEqual(await marksOf(page), marks);
  assert.ok((await markedWords(page)).includes('AFP'));
  const { x, y } = await middleOf(page, 'AFP');
  await page.mouse.click(x, y);
  assert.equal(await cardName(page), 'Agence France-Presse');
  await popup.close();
  await page.close();
});

test('settings are accessible', async () => {
  const options = await ownPage('options.html');
  await assertAccessible(options);
  await options.close();
});
