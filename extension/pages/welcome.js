/**
 * The first-run page: explains what is sent and asks. Until the reader agrees, nothing is.
 */

import './page-words.js';
import { readSettings, writeSettings } from '../browser.js';
import { h } from '../ui/dom.js';
import { t } from '../ui/words.js';
import { explanation } from './explanation.js';

async function draw() {
  const { server } = await readSettings();
  const status = h('p', { class: 'status', role: 'status' });
  const decide = (/** @type {boolean} */ agreed) => async () => {
    await writeSettings({ agreed });
    status.textContent = t(agreed ? 'welcome_done' : 'welcome_declined');
  };
  document.title = `Sidenote – ${t('welcome_title')}`;
  document.getElementById('main')?.replaceChildren(
    h('h1', {}, t('welcome_title')),
    h('p', { class: 'lead' }, t('welcome_lead')),
    h('h2', {}, t('welcome_what')),
    explanation(server),
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', id: 'agree', class: 'main-button', click: decide(true) }, t('welcome_agree')),
      h('button', { type: 'button', id: 'decline', class: 'quiet-button', click: decide(false) }, t('welcome_decline')),
    ),
    status,
  );
}

draw();
