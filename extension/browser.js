/**
 * The one module that touches the browser's extension interface. Everything else asks here, in plain words.
 */

/** @type {typeof chrome} */
const api = /** @type {any} */ (globalThis).browser ?? chrome;

/** @typedef {import('./messages.js').Message} Message */
/** @typedef {{server: string, agreed: boolean, sites: string[]}} Settings `sites`: hosts where pages are annotated without a click */

/** @type {Settings} */
export const DEFAULTS = { server: 'http://127.0.0.1:8000', agreed: false, sites: [] };

/** @returns {Promise<Settings>} */
export async function readSettings() {
  return /** @type {Promise<Settings>} */ (api.storage.local.get(DEFAULTS));
}

/** @param {Partial<Settings>} changes */
export async function writeSettings(changes) {
  await api.storage.local.set(changes);
}

/**
 * What is remembered of a tab until the browser closes; survives the background worker.
 *
 * @param {number} tabId
 * @returns {Promise<import('./messages.js').TabState|null>}
 */
export async function readTab(tabId) {
  const key = `tab:${tabId}`;
  return /** @type {any} */ (await api.storage.session.get(key))[key] ?? null;
}

/**
 * @param {number} tabId
 * @param {import('./messages.js').TabState|null} state
 */
export async function writeTab(tabId, state) {
  if (state) await api.storage.session.set({ [`tab:${tabId}`]: state });
  else await api.storage.session.remove(`tab:${tabId}`);
}

/** @returns {Promise<{id: number, url: string}|null>} the tab in front of the reader */
export async function activeTab() {
  const [tab] = await api.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.id === undefined ? null : { id: tab.id, url: tab.url ?? '' };
}

/**
 * @param {number} tabId
 * @returns {Promise<{id: number, url: string}|null>}
 */
export async function tabById(tabId) {
  const tab = await api.tabs.get(tabId);
  return tab.id === undefined ? null : { id: tab.id, url: tab.url ?? '' };
}

/** @param {Message} message */
export async function askBackground(message) {
  return api.runtime.sendMessage(message);
}

/**
 * @param {number} tabId
 * @param {Message} message
 */
export async function askPage(tabId, message) {
  return api.tabs.sendMessage(tabId, message);
}

/**
 * Answers messages with a map of handlers by message type.
 *
 * @param {Record<string, (message: any, tabId: number|undefined) => unknown>} handlers
 */
export function answerMessages(handlers) {
  api.runtime.onMessage.addListener((message, sender, reply) => {
    const handler = handlers[message?.type];
    if (!handler || sender.id !== api.runtime.id) return false;
    Promise.resolve(handler(message, sender.tab?.id)).then(reply, (error) => reply({ failed: String(error) }));
    return true;
  });
}

/**
 * Puts our marks' style and script into a tab; both stay out of pages the reader did not ask about.
 *
 * @param {number} tabId
 */
export async function enterPage(tabId) {
  await api.scripting.insertCSS({ target: { tabId }, files: ['ui/highlight.css'] });
  await api.scripting.executeScript({ target: { tabId }, files: ['enter.js'] });
}

/**
 * @param {{onInstall: () => void, onShortcut: (tabId: number) => void, onLeave: (tabId: number) => void}} handlers `onLeave`: a tab closed
 */
export function listen({ onInstall, onShortcut, onLeave }) {
  api.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') onInstall();
  });
  api.commands.onCommand.addListener((command, tab) => {
    if (command === 'open-findings' && tab?.id !== undefined) onShortcut(tab.id);
  });
  api.tabs.onRemoved.addListener((tabId) => onLeave(tabId));
}

/**
 * @param {number} tabId
 * @param {string} text at most a few characters
 */
export async function showBadge(tabId, text) {
  await api.action.setBadgeBackgroundColor({ tabId, color: '#34507f' });
  await api.action.setBadgeText({ tabId, text });
}

/**
 * Asks the reader to let Sidenote work by itself on a host; must be called in a click.
 *
 * @param {string} host
 * @returns {Promise<boolean>}
 */
export async function requestSite(host) {
  return api.permissions.request({ origins: patternsOf(host) });
}

/** @param {string} host */
export async function releaseSite(host) {
  await api.permissions.remove({ origins: patternsOf(host) }).catch(() => undefined); // granted for good by the manifest of an own build
}

/**
 * Makes pages of these hosts, and of no other, announce themselves to the background.
 *
 * @param {string[]} hosts
 */
export async function watchSites(hosts) {
  const old = await api.scripting.getRegisteredContentScripts();
  if (old.length) await api.scripting.unregisterContentScripts({ ids: old.map(({ id }) => id) });
  if (hosts.length === 0) return;
  await api.scripting.registerContentScripts([{ id: 'sites', js: ['announce.js'], matches: hosts.flatMap(patternsOf), runAt: 'document_idle' }]);
}

/** @param {string} host */
const patternsOf = (host) => [`http://${host}/*`, `https://${host}/*`];

/**
 * Opens the panel beside the page, where the browser has one; must be called in a click.
 *
 * @param {number} tabId
 */
export async function openSidePanel(tabId) {
  if (api.sidePanel) await api.sidePanel.open({ tabId });
  else await /** @type {any} */ (api).sidebarAction.open();
}

/**
 * Calls back when another tab comes to the front, or what is remembered of a tab changes.
 *
 * @param {() => void} onChange
 */
export function watchTabs(onChange) {
  api.tabs.onActivated.addListener(() => onChange());
  api.storage.session.onChanged.addListener(() => onChange());
}

/** @param {string} page path below the extension's folder */
export async function openOwnPage(page) {
  await api.tabs.create({ url: api.runtime.getURL(page) });
}

/** @type {import('./ui/words.js').Lookup} */
export const message = (key, substitutions) => api.i18n.getMessage(key, substitutions);

/** The reader's language. */
export const uiLanguage = () => api.i18n.getUILanguage();
