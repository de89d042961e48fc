/**
 * The popup: opening it is the reader's request to annotate the page in front of them.
 */

import './page-words.js';
import { activeTab, askBackground, askPage, openOwnPage, readSettings, readTab, tabById, writeTab } from '../browser.js';
import { cleanAddress } from '../ui/clean-address.js';
import { h } from '../ui/dom.js';
import { findingList } from '../ui/findings.js';
import { findingsOf } from '../ui/finding-model.js';
import { outletCard } from '../ui/outlet-card.js';
import { profilePicture } from '../ui/profile.js';
import { t } from '../ui/words.js';

/** @typedef {import('../messages.js').TabState} TabState */
/** @typedef {{id: number, url: string}} Tab */

const main = /** @type {HTMLElement} */ (document.getElementById('main'));

/** @param {...Node} parts */
function draw(...parts) {
  const settings = h('button', { type: 'button', class: 'quiet-button', click: () => openOwnPage('pages/options.html') }, t('popup_options'));
  main.replaceChildren(h('header', { class: 'head' }, h('span', { class: 'brand', 'aria-hidden': 'true' }), h('h1', {}, 'Sidenote'), settings), ...parts);
}

/**
 * @param {string} title
 * @param {string} detail
 * @param {...Node} actions
 */
function state(title, detail, ...actions) {
  return h('section', { class: 'state' }, h('p', {}, h('strong', {}, title)), detail && h('p', { class: 'quiet' }, detail), actions.length > 0 && h('div', { class: 'actions' }, ...actions));
}

/**
 * @param {string} words
 * @param {() => void} click
 */
function mainButton(words, click) {
  return h('button', { type: 'button', class: 'main-button', click }, words);
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
function showResponse(tab, { unmarked, marks }, response) {
  const findings = findingsOf(response);
  const onPage = (/** @type {import('../messages.js').Message} */ message) => async () => {
    await askPage(tab.id, message).catch(() => undefined);
    window.close();
  };
  const open = (/** @type {import('../ui/finding-model.js').Finding} */ { key }) => onPage({ type: 'open-card', key })();
  const remove = async () => {
    await writeTab(tab.id, null);
    await onPage({ type: 'remove' })();
  };
  draw(
    outletCard(response, { brief: true }),
    h('h2', { class: 'panel-heading' }, t('findings_heading')),
    findingList(findings, open),
    h('p', { class: 'quiet' }, unmarked ? t('error_inject') : marks && marks.found < marks.all ? t('marks_missing', marks.found, marks.all) : ''),
    h('div', { class: 'actions' }, mainButton(t('popup_open_panel'), onPage({ type: 'open-panel' })), h('button', { type: 'button', class: 'quiet-button', click: remove }, t('popup_remove'))),
    h('h2', { class: 'panel-heading' }, t('profile_heading')),
    profilePicture(response.profile),
    h('p', { class: 'colophon' }, t('edition', response.edition)),
  );
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
