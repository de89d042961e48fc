/**
 * The settings page.
 */

import './page-words.js';
import { askBackground, readSettings } from '../browser.js';
import { CONFIG } from '../config.js';
import { waitingReports } from '../reports.js';
import { h } from '../ui/dom.js';
import { counted, t } from '../ui/words.js';
import { explanation } from './explanation.js';
import { listPart } from './list-part.js';
import { change, linksSwitch, modeChoice, offSwitch } from './modes-part.js';

const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The origin of a server address, or null where pages must not be sent there: plain http is for this computer alone.
 *
 * @param {string} address
 * @returns {string|null}
 */
function serverOrigin(address) {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, origin } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && LOCAL.includes(hostname)) ? origin : null;
}

/**
 * @param {'set-site'|'set-silent'} type
 * @param {string[]} hosts
 * @param {string} id
 * @param {string} none
 */
function siteList(type, hosts, id, none) {
  const line = (/** @type {string} */ host) => {
    const remove = async () => {
      await askBackground({ type, host, on: false });
      await draw();
    };
    return h('li', {}, `${host} `, h('button', { type: 'button', class: 'quiet-button', click: remove }, t('options_site_remove', host)));
  };
  return hosts.length ? h('ul', { class: 'plain-list', id }, ...hosts.map(line)) : h('p', { class: 'quiet' }, none);
}

/** @param {string} server */
function serverForm(server) {
  const status = h('p', { class: 'status', role: 'status' });
  const field = h('input', { type: 'url', id: 'server', value: server, required: true, 'aria-describedby': 'server-explained' });
  const save = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const origin = serverOrigin(field.value.trim());
    if (!origin) status.textContent = t('options_bad_address');
    else {
      if (origin !== server) await moveTo(origin);
      field.value = origin;
      status.textContent = t('options_saved');
    }
  };
  const button = h('button', { type: 'submit', class: 'main-button' }, t('options_save'));
  return h('form', { submit: save, novalidate: true }, h('p', { class: 'quiet', id: 'server-explained' }, t('options_server_explained')), field, h('div', { class: 'actions' }, button), status);
}

/**
 * Another server has another key and another list: both are asked for anew, and modes that rest on the list end.
 *
 * @param {string} server
 */
async function moveTo(server) {
  const { mode } = await readSettings();
  await change({ server, key: server === CONFIG.server ? CONFIG.key : '', bundle: false, links: false, mode: mode === 'news' ? 'click' : mode });
}

async function withdraw() {
  await change({ agreed: false, bundle: false, links: false, mode: 'click' });
  await draw();
}

async function agree() {
  await change({ agreed: true });
  await draw();
}

async function draw() {
  const settings = await readSettings();
  const { server, agreed, sites, silent } = settings;
  const waiting = await waitingReports();
  const list = listPart({ onChange: () => void draw() });
  document.title = `Sidenote – ${t('options_title')}`;
  document.getElementById('main')?.replaceChildren(
    h('h1', {}, t('options_title')),
    offSwitch(settings, draw),
    h('h2', {}, t('mode_title')),
    modeChoice(settings, draw),
    h('h3', {}, t('options_sites')),
    siteList('set-site', sites, 'sites', t('options_sites_none')),
    h('h3', {}, t('options_silent')),
    siteList('set-silent', silent, 'silent', t('options_silent_none')),
    h('h2', {}, t('list_title')),
    list.part,
    h('h2', {}, t('links_title')),
    linksSwitch(settings, draw),
    h('h2', {}, h('label', { for: 'server' }, t('options_server'))),
    serverForm(server),
    h('h2', {}, t('options_consent')),
    explanation(server),
    h('div', { class: 'actions' }, agreed ? h('button', { type: 'button', class: 'quiet-button', id: 'withdraw', click: withdraw }, t('options_withdraw')) : h('button', { type: 'button', class: 'main-button', id: 'agree', click: agree }, t('welcome_agree'))),
    h('p', { class: 'status', role: 'status', id: 'consent' }, agreed ? '' : t('options_withdrawn')),
    ...(waiting.length ? [h('p', { id: 'waiting' }, counted('reports_waiting', waiting.length))] : []),
    h('h2', {}, t('options_shortcut')),
    h('p', {}, t('options_shortcut_explained')),
  );
}

draw();
