/**
 * When Sidenote works by itself: the modes, the links, the off switch. Permissions are asked for in the click that needs them.
 */

import { askBackground, requestEverywhere, writeSettings } from '../browser.js';
import { h } from '../ui/dom.js';
import { t } from '../ui/words.js';

/** @typedef {import('../modes.js').Settings} Settings */

/** @param {Partial<Settings>} changes */
export async function change(changes) {
  await writeSettings(changes);
  await askBackground({ type: 'settings-changed' });
}

/**
 * @param {Settings} settings
 * @param {() => Promise<void>} draw
 */
export function modeChoice({ mode, bundle }, draw) {
  const status = h('p', { role: 'status', class: 'status' });
  const choice = (/** @type {import('../modes.js').Mode} */ value, /** @type {string} */ words, /** @type {string} */ detail) => {
    const needs = value === 'news';
    const pick = async () => {
      if (needs && !(await requestEverywhere())) status.textContent = t('mode_refused');
      else await change({ mode: value });
      await draw();
    };
    const field = h('input', { type: 'radio', name: 'mode', id: `mode-${value}`, value, checked: mode === value, disabled: needs && !bundle, change: pick, 'aria-describedby': `mode-${value}-detail` });
    return h('div', { class: 'switch' }, field, h('div', {}, h('label', { for: `mode-${value}` }, words), h('p', { class: 'quiet', id: `mode-${value}-detail` }, detail)));
  };
  return h(
    'fieldset',
    { id: 'modes' },
    h('legend', {}, t('mode_heading')),
    choice('click', t('mode_click'), t('mode_click_detail')),
    choice('sites', t('mode_sites'), t('mode_sites_detail')),
    choice('news', t('mode_news'), bundle ? t('mode_news_detail') : t('mode_needs_list')),
    status,
  );
}

/**
 * @param {Settings} settings
 * @param {() => Promise<void>} draw
 */
export function linksSwitch({ links, bundle }, draw) {
  const status = h('p', { role: 'status', class: 'status' });
  const pick = async () => {
    if (!links && !(await requestEverywhere())) status.textContent = t('mode_refused');
    else await change({ links: !links });
    await draw();
  };
  const field = h('input', { type: 'checkbox', id: 'links', checked: links, disabled: !bundle, change: pick, 'aria-describedby': 'links-detail' });
  const detail = h('p', { class: 'quiet', id: 'links-detail' }, bundle ? t('links_detail') : t('mode_needs_list'));
  return h('div', { class: 'switch' }, field, h('div', {}, h('label', { for: 'links' }, t('links_switch')), detail, status));
}

/**
 * @param {Settings} settings
 * @param {() => Promise<void>} draw
 */
export function offSwitch({ off }, draw) {
  const pick = async () => {
    await change({ off: !off });
    await draw();
  };
  const field = h('input', { type: 'checkbox', id: 'on', checked: !off, change: pick, 'aria-describedby': 'on-detail' });
  return h('div', { class: 'switch' }, field, h('div', {}, h('label', { for: 'on' }, t('on_switch')), h('p', { class: 'quiet', id: 'on-detail' }, t('on_detail'))));
}

