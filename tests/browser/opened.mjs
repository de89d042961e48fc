/**
 * The extension in a running browser, the same to a test whichever browser it is: own pages, news pages, the popup of a tab, the background's storage.
 */

import { FIREFOX_UUID, launchChromium, launchFirefox } from './browsers.mjs';
import { copyWithHosts, until } from './steps.mjs';

/**
 * @typedef {object} Opened
 * @property {string} name
 * @property {import('puppeteer-core').Browser} browser
 * @property {(path: string) => Promise<import('puppeteer-core').Page>} ownPage
 * @property {(address: string, scheme?: 'light'|'dark') => Promise<import('puppeteer-core').Page>} newsPage
 * @property {(page: import('puppeteer-core').Page) => Promise<import('puppeteer-core').Page>} popupFor
 * @property {() => Promise<void>} close
 */

/**
 * A popup opened as a tab gets no activeTab grant, and a headless browser cannot click a permission prompt: the copy has the hosts already.
 *
 * @param {'chromium'|'firefox'} name
 * @param {{hosts?: string[], change?: (folder: string) => void}} [options] `change`: of the copy, before it is loaded
 * @returns {Promise<Opened>}
 */
export async function openExtension(name, { hosts = ['*://*/*'], change } = {}) {
  const copy = copyWithHosts(hosts);
  change?.(copy.folder);
  const browser = await (name === 'chromium' ? launchChromium : launchFirefox)({ extension: copy.folder });
  const base = name === 'chromium' ? await chromiumBase(browser) : `moz-extension://${FIREFOX_UUID}`;
  const sized = async (/** @type {'light'|'dark'} */ scheme = 'light') => {
    const page = await browser.newPage();
    await page.setViewport({ width: 900, height: 900 });
    if (name === 'chromium') await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    return page;
  };
  const ownPage = async (path) => {
    const page = await sized();
    page.goto(`${base}/pages/${path}`).catch(() => undefined); // in Firefox the page loads, but this never resolves
    await until(page, () => document.querySelector('#main')?.childElementCount);
    return page;
  };
  const newsPage = async (address, scheme) => {
    const page = await sized(scheme);
    await page.goto(address);
    return page;
  };
  const popupFor = async (page) => {
    const options = await ownPage('options.html');
    const id = await options.evaluate(async (address) => (await (globalThis.browser ?? chrome).tabs.query({})).find(({ url }) => url === address).id, page.url());
    await options.close();
    return ownPage(`popup.html?tab=${id}`);
  };
  const close = async () => {
    await browser.close();
    copy.remove();
  };
  return { name, browser, ownPage, newsPage, popupFor, close };
}

async function chromiumBase(browser) {
  await browser.waitForTarget((target) => target.url().endsWith('/pages/welcome.html'));
  return `chrome-extension://${[...(await browser.extensions()).values()][0].id}`;
}

/**
 * Agrees on the first-run page to everything it asks, the list of outlets included.
 *
 * @param {Opened} opened
 * @param {string} server
 */
export async function agreeToAll(opened, server) {
  await fetch(`${server}/v1/bundle`); // made when first asked for, which takes a busy machine its time
  const welcome = await opened.ownPage('welcome.html');
  await welcome.evaluate((address) => (globalThis.browser ?? chrome).storage.local.set({ server: address }), server);
  await welcome.click('#agree');
  await until(welcome, () => Boolean(document.querySelector('#trust')));
  await welcome.click('#trust');
  await until(welcome, () => document.querySelector('#list-status')?.textContent);
  return welcome;
}

/** @param {import('puppeteer-core').Page} page one of ours */
export const storedSettings = (page) => page.evaluate(() => (globalThis.browser ?? chrome).storage.local.get(null));
