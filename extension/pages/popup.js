/**
 * The popup: opening it is the reader's request to annotate the page in front of them.
 */

import './page-words.js';
import { activeTab, askBackground, askPage, openOwnPage, openSidePanel, readSettings, readTab, requestSite, tabById, writeTab } from '../browser.js';
import { cleanAddress } from '../ui/clean-address.js';
import { h } from '../ui/dom.js';
import { t } from '../ui/words.js';
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
  readSettings().then(({ sites }) => actions.append(siteButton(new URL(tab.url).hostname, sites)));
  return actions;
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
  const { agreed } = await readSettings();
  if (!agreed) {
    draw(state(t('popup_first_run'), '', mainButton(t('popup_open_first_run'), () => openOwnPage('pages/welcome.html'))));
    return;
  }
  const tab = await tabToShow();
  if (!tab || !cleanAddress(tab.url)) {
    draw(state(t('popup_no_page'), ''));
    return;
  }
  const known = await readTab(tab.id);
  if (known?.response && known.url === tab.url) showResponse(tab, known, known.response);
  else await annotate(tab);
}

start();
