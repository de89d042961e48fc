/**
 * The first-run page: explains what is sent and asks. Until the reader agrees, nothing is.
 */

import './page-words.js';
import { readSettings } from '../browser.js';
import { h } from '../ui/dom.js';
import { t } from '../ui/words.js';
import { explanation } from './explanation.js';
import { listPart } from './list-part.js';
import { change } from './modes-part.js';

async function draw() {
  const { server } = await readSettings();
  const status = h('p', { class: 'status', role: 'status' });
  const wanted = h('input', { type: 'checkbox', id: 'want-list', checked: true, 'aria-describedby': 'want-list-detail' });
  const list = listPart();
  list.part.hidden = true;
  const agree = async () => {
    await change({ agreed: true });
    status.textContent = t('welcome_done');
    list.part.hidden = !wanted.checked;
    if (wanted.checked) await list.start();
  };
  const decline = async () => {
    await change({ agreed: false, bundle: false });
    status.textContent = t('welcome_declined');
  };
  document.title = `Sidenote – ${t('welcome_title')}`;
  document.getElementById('main')?.replaceChildren(
    h('h1', {}, t('welcome_title')),
    h('p', { class: 'lead' }, t('welcome_lead')),
    h('h2', {}, t('welcome_what')),
    explanation(server),
    h('div', { class: 'switch' }, wanted, h('div', {}, h('label', { for: 'want-list' }, t('welcome_list')), h('p', { class: 'quiet', id: 'want-list-detail' }, t('list_explained')))),
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', id: 'agree', class: 'main-button', click: agree }, t('welcome_agree')),
      h('button', { type: 'button', id: 'decline', class: 'quiet-button', click: decline }, t('welcome_decline')),
    ),
    status,
    list.part,
  );
}

draw();
