/**
 * Behind the pages: asks the server when the reader wants it, and remembers each tab's answer so that a stopped worker loses nothing.
 * Listeners are registered at once, before anything is awaited.
 */

import { answerMessages, askPage, enterPage, listen, openOwnPage, readSettings, readTab, releaseSite, showBadge, watchSites, writeSettings, writeTab } from './browser.js';
import { askServer } from './ui/ask-server.js';
import { cleanAddress } from './ui/clean-address.js';
import { findingsOf } from './ui/finding-model.js';

/** @typedef {import('./messages.js').TabState} TabState */

/**
 * @param {{tabId: number, url: string}} page
 * @returns {Promise<TabState>}
 */
async function annotate({ tabId, url }) {
  const { agreed, server } = await readSettings();
  const address = cleanAddress(url);
  if (!agreed || !address) return remember(tabId, { url, problem: { type: agreed ? 'no-page' : 'not-agreed' } });
  return show(tabId, url, await askServer(server, { url: address }));
}

/**
 * @param {{tabId: number, url: string}} page
 * @returns {Promise<TabState>}
 */
async function sendText({ tabId, url }) {
  const { agreed, server } = await readSettings();
  if (!agreed) return remember(tabId, { url, problem: { type: 'not-agreed' } });
  await enterPage(tabId);
  const text = await whenThere(() => askPage(tabId, { type: 'read-text' }));
  return show(tabId, url, await askServer(server, { url: cleanAddress(url) ?? undefined, text }));
}

/**
 * @param {number} tabId
 * @param {string} url
 * @param {import('./ui/ask-server.js').Answer} answer
 * @returns {Promise<TabState>}
 */
async function show(tabId, url, answer) {
  if ('problem' in answer) return remember(tabId, { url, problem: answer.problem });
  const { response } = answer;
  await remember(tabId, { url, response });
  await showBadge(tabId, String(findingsOf(response).length));
  try {
    await enterPage(tabId);
    const marks = await whenThere(() => askPage(tabId, { type: 'show', response }));
    return remember(tabId, { url, response, marks });
  } catch {
    return remember(tabId, { url, response, unmarked: true });
  }
}

/**
 * @param {number} tabId
 * @param {TabState} state
 */
async function remember(tabId, state) {
  await writeTab(tabId, state);
  return state;
}

/**
 * Repeats a question to a page until its script has loaded (modules load after injection returns).
 *
 * @template T
 * @param {() => Promise<T>} ask
 * @returns {Promise<T>}
 */
async function whenThere(ask) {
  for (let left = 40; ; left -= 1) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/**
 * A page of a site that the reader switched on.
 *
 * @param {{url: string}} page
 * @param {number|undefined} tabId
 */
async function visited({ url }, tabId) {
  const { sites } = await readSettings();
  if (tabId !== undefined && sites.includes(new URL(url).hostname)) await annotate({ tabId, url });
}

/** @param {{host: string, on: boolean}} wish */
async function setSite({ host, on }) {
  const { sites } = await readSettings();
  const changed = on ? [...new Set([...sites, host])] : sites.filter((site) => site !== host);
  await writeSettings({ sites: changed });
  await watchSites(changed);
  if (!on) await releaseSite(host);
}

answerMessages({
  annotate,
  visited,
  'send-text': sendText,
  'set-site': setSite,
  left: (_, tabId) => (tabId === undefined ? undefined : writeTab(tabId, null)),
});

listen({
  onInstall: () => openOwnPage('pages/welcome.html'),
  onShortcut: async (tabId) => {
    if (await readTab(tabId)) await askPage(tabId, { type: 'open-panel' });
  },
  onLeave: (tabId) => writeTab(tabId, null),
});
