/**
 * The panel beside the page (side panel, sidebar): shows what is remembered of the tab in front; asks nothing by itself.
 */

import './page-words.js';
import { activeTab, readTab, watchTabs } from '../browser.js';
import { h } from '../ui/dom.js';
import { t } from '../ui/words.js';
import { responseParts, state } from './parts.js';

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
let shown = '';

async function draw() {
  const tab = await activeTab();
  const known = tab && (await readTab(tab.id));
  const key = JSON.stringify([tab?.id, known?.response?.id, known?.marks]);
  if (key === shown) return;
  shown = key;
  const head = h('header', { class: 'head' }, h('span', { class: 'brand', 'aria-hidden': 'true' }), h('h1', {}, 'Sidenote'));
  if (tab && known?.response) main.replaceChildren(head, ...responseParts(tab, known, known.response));
  else main.replaceChildren(head, state(t('panel_hint'), ''));
}

watchTabs(draw);
draw();
