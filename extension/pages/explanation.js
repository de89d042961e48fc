/**
 * What is sent, when and where, in three sentences: the same on the first-run page and in the settings.
 */

import { h } from '../ui/dom.js';
import { t } from '../ui/words.js';

/** @param {string} server */
export function explanation(server) {
  return h('ul', { class: 'plain-list' }, h('li', {}, t('welcome_what_1', server)), h('li', {}, t('welcome_what_2')), h('li', {}, t('welcome_what_3')));
}
