/**
 * Behind the pages: asks the server when the reader wants it, keeps the list of outlets, and remembers each tab's answer so that a stopped worker
 * loses nothing. Listeners are registered at once, before anything is awaited.
 */

import { dropBundle } from './bundle/store.js';
import { labelsFor, outletAt } from './bundle/lookup.js';
import { updateBundle } from './bundle/update.js';
import {
  answerMessages, askPage, enterPage, listen, mayEverywhere, message, openOwnPage, readSettings, readTab, releaseEverywhere, releaseSite, setAlarm, showBadge,
  uiLanguage, watchPages, writeKept, writeSettings, writeSubject, writeTab,
} from './browser.js';
import { pagesToWatch, sendsByItself } from './modes.js';
import { ALARM, sendReport, sendWaiting } from './reports.js';
import { askServer } from './ui/ask-server.js';
import { cleanAddress } from './ui/clean-address.js';
import { findingsOf, marksOf } from './ui/finding-model.js';
import { pack, unpack } from './ui/packing.js';
import { counted, speak } from './ui/words.js';

/** @typedef {import('./messages.js').TabState} TabState */

const DAY = 24 * 60;
const BUNDLE_ALARM = 'bundle';

/**
 * @param {{tabId: number, url: string}} page
 * @returns {Promise<TabState>}
 */
async function annotate({ tabId, url }) {
  const { agreed, off, server } = await readSettings();
  const address = cleanAddress(url);
  if (!agreed || off || !address) return remember(tabId, { url, problem: { type: agreed && !off ? 'no-page' : 'not-agreed' } });
  return show(tabId, url, await askServer(server, { url: address }));
}

/**
 * @param {{tabId: number, url: string}} page
 * @returns {Promise<TabState>}
 */
async function sendText({ tabId, url }) {
  const { agreed, off, server } = await readSettings();
  if (!agreed || off) return remember(tabId, { url, problem: { type: 'not-agreed' } });
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
  const findings = findingsOf(response);
  await showBadge(tabId, String(findings.length));
  try {
    const [packed] = await Promise.all([pack(response), enterPage(tabId)]);
    speak(message, uiLanguage());
    const marks = await whenThere(() => askPage(tabId, { type: 'show', response: packed, marks: marksOf(findings), label: counted('findings', findings.length) }));
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

/** @type {Promise<unknown>} */
let turn = Promise.resolve();

/**
 * One after the other, in the order in which pages said it.
 *
 * @param {() => Promise<unknown>} act
 */
function inTurn(act) {
  turn = turn.then(act, act);
  return turn;
}

/**
 * Forgets a page that was left, unless its tab shows another already: a page that comes back from the browser's memory may say so before the one it
 * takes the place of says that it goes.
 *
 * @param {number} tabId
 * @param {import('./messages.js').Left} page
 */
async function forget(tabId, { address }) {
  const known = await readTab(tabId);
  if (known?.url.split('#')[0] === address) await writeTab(tabId, null);
}

/**
 * @param {number} tabId
 * @param {import('./messages.js').Back} page
 */
async function remindOf(tabId, { url, response, marks }) {
  await writeTab(tabId, { url, response: await unpack(response), marks });
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
 * A page of a site that the reader switched on, or any page where they chose known news sites: its outlet is looked up on the device, and only then
 * it is decided whether anything is sent.
 *
 * @param {{url: string}} page
 * @param {number|undefined} tabId
 */
async function visited({ url }, tabId) {
  const settings = await readSettings();
  if (tabId === undefined || settings.off || settings.silent.includes(new URL(url).hostname)) return;
  const found = settings.bundle ? await outletAt(url) : null;
  if (found) await showBadge(tabId, '•', message('badge_outlet', [found.outlet.name]));
  if (sendsByItself(settings, { address: url, known: found !== null })) await annotate({ tabId, url });
}

/** @param {{host: string, on: boolean}} wish */
async function setSite({ host, on }) {
  const { sites, mode } = await readSettings();
  const changed = on ? [...new Set([...sites, host])] : sites.filter((site) => site !== host);
  await writeSettings({ sites: changed, mode: on && mode === 'click' ? 'sites' : mode });
  await apply();
  if (!on) await releaseSite(host);
}

/** @param {{host: string, on: boolean}} wish */
async function setSilent({ host, on }) {
  const { silent } = await readSettings();
  await writeSettings({ silent: on ? [...new Set([...silent, host])] : silent.filter((site) => site !== host) });
  await apply();
}

/**
 * Brings everything that runs by itself in line with the settings. The permission for all sites is given back when no setting needs it; not while
 * single sites are allowed, because browsers take those with it.
 */
async function apply() {
  const settings = await readSettings();
  await watchPages(pagesToWatch(settings));
  const needsAll = settings.mode === 'news' || settings.links || settings.sites.length > 0;
  if (!needsAll && (await mayEverywhere())) await releaseEverywhere();
  await setAlarm(BUNDLE_ALARM, settings.agreed && settings.bundle ? DAY : null);
  if (!settings.bundle) {
    await dropBundle();
    await writeKept('bundle-outcome', null);
  }
}

/** @type {Promise<import('./bundle/update.js').Outcome>|null} */
let updating = null;

/** The list of outlets, if the reader wants it: once at a time. */
async function update() {
  const { agreed, bundle, server, key } = await readSettings();
  if (!agreed || !bundle) return null;
  updating ??= updateBundle({ server, key }).finally(() => (updating = null));
  const outcome = await updating;
  await writeKept('bundle-outcome', outcome);
  return outcome;
}

/** The reader took a permission back in the browser's settings: what needed it is off, here too. */
async function onForbidden() {
  if (await mayEverywhere()) return;
  const { mode, links } = await readSettings();
  if (mode !== 'news' && !links) return;
  await writeSettings({ mode: mode === 'news' ? 'click' : mode, links: false });
  await apply();
}

async function sendWaitingReports() {
  await sendWaiting((await readSettings()).server);
}

/** @param {import('./messages.js').LabelLinks} wish */
async function labelLinks({ addresses }) {
  const { links, bundle, off } = await readSettings();
  return links && bundle && !off ? labelsFor(addresses) : {};
}

answerMessages({
  annotate,
  visited,
  'send-text': sendText,
  'set-site': setSite,
  'set-silent': setSilent,
  'settings-changed': apply,
  'update-bundle': update,
  'label-links': labelLinks,
  'open-report': async ({ subject }) => {
    await writeSubject(subject);
    await openOwnPage('pages/report.html');
  },
  'send-report': async ({ report }) => sendReport((await readSettings()).server, report),
  left: (page, tabId) => (tabId === undefined ? undefined : inTurn(() => forget(tabId, page))),
  back: (page, tabId) => (tabId === undefined ? undefined : inTurn(() => remindOf(tabId, page))),
});

listen({
  onInstall: () => openOwnPage('pages/welcome.html'),
  onStart: async () => {
    await apply();
    await Promise.all([update(), sendWaitingReports()]);
  },
  onShortcut: async (tabId) => {
    if (await readTab(tabId)) await askPage(tabId, { type: 'open-panel' });
  },
  onLeave: (tabId) => writeTab(tabId, null),
  onAlarm: (name) => (name === ALARM ? sendWaitingReports() : update()),
  onForbidden,
});
