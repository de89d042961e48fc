/**
 * The list of outlets on this device: whether it is there, how old it is, the key it is checked with; getting it and giving it up.
 */

import { fingerprintOf } from '../bundle/verify.js';
import { keptBundle } from '../bundle/store.js';
import { askForKey } from '../bundle/update.js';
import { askBackground, readKept, readSettings, writeSettings } from '../browser.js';
import { dateInWords } from '../ui/dates.js';
import { h } from '../ui/dom.js';
import { t } from '../ui/words.js';
import { mainButton, quietButton } from './parts.js';

/** @typedef {import('../bundle/update.js').Outcome} Outcome */

/**
 * A part that shows and changes the list, and draws itself anew after each change.
 *
 * @param {{onChange?: () => void}} [form]
 */
export function listPart({ onChange = () => {} } = {}) {
  const part = h('div', { id: 'list' });
  const draw = async () => part.replaceChildren(...(await content(draw, onChange)));
  void draw();
  return {
    part,
    draw,
    /** Downloads the list; where the server's key is not known, shows it first and waits for the reader. */
    start: () => begin(part, draw, onChange),
  };
}

/**
 * @param {() => Promise<void>} draw
 * @param {() => void} onChange
 * @returns {Promise<HTMLElement[]>}
 */
async function content(draw, onChange) {
  const { bundle, key } = await readSettings();
  const [kept, outcome] = await Promise.all([keptBundle(), readKept('bundle-outcome', /** @type {Outcome|null} */ (null))]);
  const renew = async () => {
    await askBackground({ type: 'update-bundle' });
    await draw();
    onChange();
  };
  const drop = async () => {
    await writeSettings({ bundle: false });
    await askBackground({ type: 'settings-changed' });
    await draw();
    onChange();
  };
  if (!bundle) {
    const get = h('button', { type: 'button', class: 'main-button', id: 'get-list' }, t('list_get'));
    get.addEventListener('click', () => begin(/** @type {HTMLElement} */ (get.closest('#list')), draw, onChange));
    return [h('p', { class: 'quiet' }, t('list_explained')), h('div', { class: 'actions' }, get)];
  }
  const lines = [
    kept ? t('list_there', kept.outlets.toLocaleString(), dateInWords(kept.created.slice(0, 10))) : t('list_not_yet'),
    key && t('list_key', await fingerprintOf(key)),
  ];
  return [
    ...lines.filter(Boolean).map((words) => h('p', {}, words)),
    h('p', { role: 'status', class: 'status', id: 'list-status' }, outcome ? outcomeWords(outcome) : ''),
    h('div', { class: 'actions' }, quietButton(t('list_renew'), renew), quietButton(t('list_drop'), drop)),
  ];
}

/** @param {Outcome} outcome */
function outcomeWords({ at, problem }) {
  const day = dateInWords(at.slice(0, 10));
  if (problem === null) return t('list_checked', day);
  if (problem === 'unreachable') return t('list_unreachable', day);
  if (problem === 'older') return t('list_older', day);
  if (problem === 'storage') return t('list_storage', day);
  return t('list_refused', day);
}

/**
 * @param {HTMLElement} part
 * @param {() => Promise<void>} draw
 * @param {() => void} onChange
 */
async function begin(part, draw, onChange) {
  const { server, key } = await readSettings();
  const download = async (/** @type {string} */ trusted) => {
    part.replaceChildren(h('p', { role: 'status' }, t('list_downloading')));
    await writeSettings({ bundle: true, key: trusted });
    await askBackground({ type: 'settings-changed' });
    await askBackground({ type: 'update-bundle' });
    await draw();
    onChange();
  };
  if (key) return download(key);
  try {
    const found = await askForKey(server);
    const fingerprint = h('code', { id: 'fingerprint' }, await fingerprintOf(found));
    const trust = mainButton(t('list_trust'), () => void download(found));
    trust.id = 'trust';
    part.replaceChildren(
      h('p', { role: 'status' }, t('list_key_new', server)),
      h('p', {}, fingerprint),
      h('p', { class: 'quiet' }, t('list_key_compare')),
      h('div', { class: 'actions' }, trust, quietButton(t('list_not_now'), () => void draw())),
    );
  } catch {
    part.replaceChildren(h('p', { role: 'status' }, t('error_unreachable', server)), h('div', { class: 'actions' }, quietButton(t('popup_again'), () => void begin(part, draw, onChange))));
  }
}
