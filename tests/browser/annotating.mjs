/**
 * A real browser with the extension, agreed to and pointed at a test's API, that annotates pages as the popup asks for it: for tests of what follows.
 */

import { FIREFOX_UUID, launchChromium, launchFirefox } from './browsers.mjs';
import { copyWithHosts, marksOf, until } from './steps.mjs';

/**
 * @param {'chromium'|'firefox'} name
 * @param {{server: string, prefs?: Record<string, unknown>}} options
 */
export async function startAnnotating(name, { server, prefs }) {
  // A message from a page of our own brings no activeTab grant: the copy may enter the test's own site.
  const copy = copyWithHosts(['http://127.0.0.1/*']);
  const browser = name === 'chromium' ? await launchChromium({ extension: copy.folder }) : await launchFirefox({ extension: copy.folder, prefs });
  if (name === 'chromium') await browser.waitForTarget((target) => target.url().endsWith('/pages/welcome.html'));
  const base = name === 'chromium' ? `chrome-extension://${[...(await browser.extensions()).values()][0].id}` : `moz-extension://${FIREFOX_UUID}`;
  const ownPage = async (path) => {
    const page = await browser.newPage();
    page.goto(`${base}/pages/${path}`).catch(() => undefined); // Firefox loads it, but never says so
    await until(page, () => document.querySelector('#main')?.childElementCount);
    return page;
  };
  const own = await ownPage('options.html');
  await own.evaluate((address) => (globalThis.browser ?? chrome).storage.local.set({ server: address, agreed: true }), server);
  const ask = (page, message) =>
    own.evaluate(
      async (address, asked) => {
        const api = globalThis.browser ?? chrome;
        const tab = (await api.tabs.query({})).filter(({ url }) => url === address).at(-1); // the one opened last
        const { askBackground } = await import('/browser.js');
        return askBackground({ ...asked, tabId: tab.id, url: address });
      },
      page.url(),
      message,
    );
  return {
    name,
    browser,
    own,
    ownPage,
    /** Opens a page that is not ours. */
    open: async (address, { width = 1180, height = 820 } = {}) => {
      const page = await browser.newPage();
      await page.setViewport({ width, height });
      await page.goto(address);
      return page;
    },
    ask,
    /** Annotates a page and waits for its marks. */
    annotate: async (page) => {
      const state = await ask(page, { type: 'annotate' });
      if (!state?.response) throw new Error(`not annotated: ${JSON.stringify(state)}`);
      await page.bringToFront();
      return marksOf(page);
    },
    close: async () => {
      await browser.close();
      copy.remove();
    },
  };
}
