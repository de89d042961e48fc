/**
 * The one module that touches the browser's extension interface, with in-page.js, the part of it that pages load. Everything else asks here, in plain
 * words.
 */

import { CONFIG } from './config.js';

export { answerMessages, askBackground, message, uiLanguage } from './in-page.js';

/** @type {typeof chrome} */
const api = /** @type {any} */ (globalThis).browser ?? chrome;

/** @typedef {import('./messages.js').Message} Message */
/** @typedef {import('./modes.js').Settings} Settings */

/** @type {Settings} */
export const DEFAULTS = { server: CONFIG.server, key: CONFIG.key, agreed: false, bundle: false, off: false, mode: 'click', sites: [], silent: [], links: false };

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

/**
 * What is kept on the device beside the settings, by name: the outcome of the last update, reports that wait.
 *
 * @template T
 * @param {string} name
 * @param {T} otherwise
 * @returns {Promise<T>}
 */
export async function readKept(name, otherwise) {
  return /** @type {any} */ (await api.storage.local.get({ [`kept:${name}`]: otherwise }))[`kept:${name}`];
}

/**
 * @param {string} name
 * @param {unknown} value
 */
export async function writeKept(name, value) {
  await api.storage.local.set({ [`kept:${name}`]: value });
}

/** @returns {Promise<import('./messages.js').ReportSubject|null>} what the report form was opened for */
export async function readSubject() {
  return /** @type {any} */ (await api.storage.session.get('subject')).subject ?? null;
}

/** @param {import('./messages.js').ReportSubject} subject */
export async function writeSubject(subject) {
  await api.storage.session.set({ subject });
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

/**
 * @param {number} tabId
 * @param {Message} message
 */
export async function askPage(tabId, message) {
  return api.tabs.sendMessage(tabId, message);
}

/**
 * Puts our styles and script into a tab; all stay out of pages the reader did not ask about. Firefox takes no marks' style into shadow roots but the reader's own;
 * Chromium takes the author's there, and draws no background of the reader's.
 *
 * @param {number} tabId
 */
export async function enterPage(tabId) {
  const target = { tabId };
  const origin = api.sidePanel ? 'AUTHOR' : 'USER';
  await Promise.all([
    api.scripting.executeScript({ target, files: ['enter.js'] }),
    api.scripting.insertCSS({ target, files: ['ui/highlight.css'], origin }),
    api.scripting.insertCSS({ target, files: ['ui/strip.css'] }),
  ]);
}

/**
 * `onStart`: the browser started, or the extension was installed or updated; `onLeave`: a tab closed; `onForbidden`: the reader took a permission back in
 * the browser's own settings.
 *
 * @param {{onInstall: () => void, onStart: () => void, onShortcut: (tabId: number) => void, onLeave: (tabId: number) => void,
 *   onAlarm: (name: string) => void, onForbidden: () => void}} handlers
 */
export function listen({ onInstall, onStart, onShortcut, onLeave, onAlarm, onForbidden }) {
  api.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') onInstall();
    onStart();
  });
  api.runtime.onStartup.addListener(() => onStart());
  api.alarms.onAlarm.addListener(({ name }) => onAlarm(name));
  api.permissions.onRemoved.addListener(() => onForbidden());
  api.commands.onCommand.addListener((command, tab) => {
    if (command === 'open-findings' && tab?.id !== undefined) onShortcut(tab.id);
  });
  api.tabs.onRemoved.addListener((tabId) => onLeave(tabId));
}

/**
 * @param {number} tabId
 * @param {string} text at most a few characters
 * @param {string} [title] what the button says when it is pointed at
 */
export async function showBadge(tabId, text, title) {
  await api.action.setBadgeBackgroundColor({ tabId, color: '#34507f' });
  await api.action.setBadgeText({ tabId, text });
  if (title) await api.action.setTitle({ tabId, title });
}

/**
 * @param {string} name
 * @param {number|null} minutes how often it rings; null: no more
 */
export async function setAlarm(name, minutes) {
  if (minutes === null) await api.alarms.clear(name);
  else if (!(await api.alarms.get(name))) await api.alarms.create(name, { delayInMinutes: minutes, periodInMinutes: minutes });
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

const EVERYWHERE = ['*://*/*'];

/**
 * Asks the reader to let Sidenote see which site every page belongs to; must be called in a click.
 *
 * @returns {Promise<boolean>}
 */
export async function requestEverywhere() {
  return api.permissions.request({ origins: EVERYWHERE });
}

/** Whether the reader allowed it. */
export async function mayEverywhere() {
  return api.permissions.contains({ origins: EVERYWHERE });
}

export async function releaseEverywhere() {
  await api.permissions.remove({ origins: EVERYWHERE }).catch(() => undefined); // granted for good by the manifest of an own build
}

/**
 * Which pages run our two small scripts: `announce` tells the background that a page is there, `links` labels links. No other page runs anything.
 *
 * @param {{announce: string[]|'everywhere', links: boolean, except: string[]}} wish hosts
 */
export async function watchPages({ announce, links, except }) {
  const old = await api.scripting.getRegisteredContentScripts();
  if (old.length) await api.scripting.unregisterContentScripts({ ids: old.map(({ id }) => id) });
  const excluded = except.length ? { excludeMatches: except.flatMap(patternsOf) } : {};
  /** @type {chrome.scripting.RegisteredContentScript[]} */
  const scripts = [];
  const matches = announce === 'everywhere' ? EVERYWHERE : announce.flatMap(patternsOf);
  if (matches.length) scripts.push({ id: 'announce', js: ['announce.js'], matches, runAt: 'document_idle', ...excluded });
  if (links) scripts.push({ id: 'links', js: ['enter-links.js'], css: ['ui/links.css'], matches: EVERYWHERE, runAt: 'document_idle', ...excluded });
  if (scripts.length) await api.scripting.registerContentScripts(scripts);
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
