/**
 * The settings page.
 */

import './page-words.js';
import { askBackground, readSettings, writeSettings } from '../browser.js';
import { h } from '../ui/dom.js';
import { t } from '../ui/words.js';
import { explanation } from './explanation.js';

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

/** @param {string} host */
function siteLine(host) {
  const off = async () => {
    await askBackground({ type: 'set-site', host, on: false });
    await draw();
  };
  return h('li', {}, `${host} `, h('button', { type: 'button', class: 'quiet-button', click: off }, t('options_site_remove', host)));
}

async function draw() {
  const { server, agreed, sites } = await readSettings();
  const status = h('p', { class: 'status', role: 'status' });
  const field = h('input', { type: 'url', id: 'server', value: server, required: true, 'aria-describedby': 'server-explained' });
  const save = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const origin = serverOrigin(field.value.trim());
    if (!origin) status.textContent = t('options_bad_address');
    else {
      await writeSettings({ server: origin });
      field.value = origin;
      status.textContent = t('options_saved');
    }
  };
  const withdraw = async () => {
    await writeSettings({ agreed: false });
    consent.textContent = t('options_withdrawn');
  };
  const consent = h('p', { class: 'status', role: 'status' });
  document.title = `Sidenote – ${t('options_title')}`;
  document.getElementById('main')?.replaceChildren(
    h('h1', {}, t('options_title')),
    h('h2', {}, h('label', { for: 'server' }, t('options_server'))),
    h(
      'form',
      { submit: save, novalidate: true },
      h('p', { class: 'quiet', id: 'server-explained' }, t('options_server_explained')),
      field,
      h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'main-button' }, t('options_save'))),
      status,
    ),
    h('h2', {}, t('options_consent')),
    explanation(server),
    h('div', { class: 'actions' }, agreed && h('button', { type: 'button', class: 'quiet-button', click: withdraw }, t('options_withdraw'))),
    consent,
    h('h2', {}, t('options_sites')),
    sites.length ? h('ul', { class: 'plain-list', id: 'sites' }, ...sites.map(siteLine)) : h('p', { class: 'quiet' }, t('options_sites_none')),
    h('h2', {}, t('options_shortcut')),
    h('p', {}, t('options_shortcut_explained')),
  );
}

draw();
