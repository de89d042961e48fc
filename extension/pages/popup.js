/**
 * The popup: shows the outlet from the list on this device, which asks nobody, and sends the page's address when the reader says so.
 */

import './page-words.js';
import { activeTab, askBackground, askPage, openOwnPage, openSidePanel, readSettings, readTab, requestSite, tabById, writeTab } from '../browser.js';
import { cleanAddress } from '../ui/clean-address.js';
import { h } from '../ui/dom.js';
import { t } from '../ui/words.js';
import { change } from './modes-part.js';
import { outletPart } from './outlet-part.js';
import { mainButton, quietButton, responseParts, state } from './parts.js';

/** @typedef {import('../messages.js').TabState} TabState */
/** @typedef {{id: number, url: string}} Tab */

const main = /** @type {HTMLElement} */ (document.getElementById('main'));

/** @param {...Node} parts */
function draw(...parts) {
  const settings = h('button', { type: 'button', class: 'quiet-button', click: () => openOwnPage('pages/options.html') }, t('popup_options'));
  main.replaceChildren(h('header', { class: 'head' }, h('span', { class: 'brand', 'aria-hidden': 'true' }), h('h1', {}, 'Sidenote'), settings), ...parts);
}

/** @param {Tab} tab */
async function annotate(tab) {
  await asking(tab, { type: 'annotate', tabId: tab.id, url: tab.url });
}

/**
 * @param {Tab} tab
 * @param {import('../messages.js').Message} message
 */
async function asking(tab, message) {
  draw(h('div', { class: 'progress', role: 'progressbar', 'aria-label': t('popup_reading') }), state(t('popup_reading'), t('popup_slow')));
  show(tab, await askBackground(message));
}

/**
 * @param {Tab} tab
 * @param {TabState} reply
 */
async function show(tab, reply) {
  if (reply.response) showResponse(tab, reply, reply.response);
  else await showProblem(tab, reply.problem ?? { type: 'unreachable' });
}

/**
 * @param {Tab} tab
 * @param {TabState} reply
 * @param {import('../ui/api-types.js').AnnotationPage} response
 */
function showResponse(tab, reply, response) {
  draw(...responseParts(tab, reply, response, () => window.close()), pageActions(tab));
}

/**
 * What can be done with the page's marks and its site.
 *
 * @param {Tab} tab
 */
function pageActions(tab) {
  const actions = h('div', { class: 'actions' });
  const remove = async () => {
    await writeTab(tab.id, null);
    await askPage(tab.id, { type: 'remove' }).catch(() => undefined);
    window.close();
  };
  const beside = async () => {
    await openSidePanel(tab.id);
    window.close();
  };
  actions.append(quietButton(t('popup_side'), beside), quietButton(t('popup_remove'), remove));
  readSettings().then((settings) => actions.append(...siteButtons(tab, settings)));
  return actions;
}

/**
 * @param {Tab} tab
 * @param {import('../modes.js').Settings} settings
 */
function siteButtons(tab, { mode, sites, silent }) {
  const host = new URL(tab.url).hostname;
  const isSilent = silent.includes(host);
  const quiet = quietButton(isSilent ? t('silent_stop', host) : t('silent_start', host), async () => {
    await askBackground({ type: 'set-silent', host, on: !isSilent });
    if (!isSilent) await askPage(tab.id, { type: 'remove' }).catch(() => undefined);
    await writeTab(tab.id, null);
    await start();
  });
  quiet.id = 'silent';
  return isSilent ? [quiet] : [...(mode === 'news' ? [] : [siteButton(host, sites)]), quiet];
}

/**
 * The labelled links of a page as a list of buttons: highlights and labels are nothing to a keyboard or a screen reader.
 *
 * @param {Tab} tab
 * @returns {Promise<HTMLElement|null>}
 */
async function linkList(tab) {
  /** @type {{words: string, name: string, above: string|null}[]} */
  const links = await askPage(tab.id, { type: 'list-links' }).catch(() => []);
  if (!links?.length) return null;
  const line = (/** @type {typeof links[0]} */ { words, name, above }, /** @type {number} */ index) => {
    const go = () => void askPage(tab.id, { type: 'go-to-link', index }).then(() => window.close());
    return h('li', {}, h('button', { type: 'button', class: 'link-line', click: go }, words, h('span', { class: 'source-line' }, ' ', above ? `${name} · ${above}` : name)));
  };
  return h('details', { id: 'links' }, h('summary', {}, t('links_list', links.length)), h('ul', { class: 'link-list' }, ...links.map(line)));
}

/**
 * What is known of the tab's outlet without asking, and the question.
 *
 * @param {Tab} tab
 * @param {import('../modes.js').Settings} settings
 */
async function showOutlet(tab, settings) {
  const host = new URL(tab.url).hostname;
  const outlet = await outletPart(tab.url);
  const buttons = h('div', { class: 'actions' }, ...siteButtons(tab, settings));
  const links = settings.links ? await linkList(tab) : null;
  if (settings.silent.includes(host)) {
    draw(state(t('silent_here', host), t('silent_here_explained')), buttons);
    return;
  }
  const ask = mainButton(t('popup_ask'), () => annotate(tab));
  ask.id = 'annotate';
  draw(outlet, h('section', { class: 'ask' }, ask, h('p', { class: 'quiet' }, t('popup_ask_explained', new URL(settings.server).host))), buttons, ...(links ? [links] : []));
  ask.focus();
}

/**
 * @param {string} host
 * @param {string[]} sites
 */
function siteButton(host, sites) {
  const on = sites.includes(host);
  const button = quietButton(t(on ? 'site_stop' : 'site_always', host), async () => {
    if (!on && !(await requestSite(host))) return;
    await askBackground({ type: 'set-site', host, on: !on });
    button.replaceWith(siteButton(host, (await readSettings()).sites));
  });
  button.id = 'site';
  return button;
}

/**
 * @param {Tab} tab
 * @param {import('../ui/api-types.js').Problem} problem
 */
async function showProblem(tab, problem) {
  const again = mainButton(t('popup_again'), () => annotate(tab));
  if (problem.needs_content) {
    const send = mainButton(t('needs_content_send'), () => asking(tab, { type: 'send-text', tabId: tab.id, url: tab.url }));
    draw(state(t('needs_content_title'), t('needs_content_explained'), send));
  } else if (problem.type === 'no-page') {
    draw(state(t('popup_no_page'), ''));
  } else if (problem.type === 'unreachable') {
    draw(state(t('error_title'), t('error_unreachable', (await readSettings()).server), again));
  } else {
    draw(state(problem.title ?? t('error_title'), problem.detail ?? '', again));
  }
}

/** @returns {Promise<Tab|null>} the tab named in the address (a popup opened as a tab of its own), else the one in front */
async function tabToShow() {
  const named = new URLSearchParams(location.search).get('tab');
  return named ? tabById(Number(named)) : activeTab();
}

async function start() {
  const settings = await readSettings();
  if (!settings.agreed) {
    draw(state(t('popup_first_run'), '', mainButton(t('popup_open_first_run'), () => openOwnPage('pages/welcome.html'))));
    return;
  }
  if (settings.off) {
    draw(state(t('popup_off'), '', mainButton(t('popup_switch_on'), () => void change({ off: false }).then(start))));
    return;
  }
  const tab = await tabToShow();
  if (!tab || !cleanAddress(tab.url)) {
    draw(state(t('popup_no_page'), ''));
    return;
  }
  const known = await readTab(tab.id);
  if (known?.response && known.url === tab.url) showResponse(tab, known, known.response);
  else await showOutlet(tab, settings);
}

start();
