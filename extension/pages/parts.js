/**
 * Parts that the popup and the side panel share.
 */

import { askPage } from '../browser.js';
import { copyButton } from '../ui/copy-text.js';
import { h } from '../ui/dom.js';
import { findingsOf } from '../ui/finding-model.js';
import { findingsPart } from '../ui/findings.js';
import { outletCard } from '../ui/outlet-card.js';
import { profilePart } from '../ui/profile.js';
import { t } from '../ui/words.js';

/**
 * @param {string} title
 * @param {string} detail
 * @param {...Node} actions
 */
export function state(title, detail, ...actions) {
  return h('section', { class: 'state' }, h('p', {}, h('strong', {}, title)), detail && h('p', { class: 'quiet' }, detail), actions.length > 0 && h('div', { class: 'actions' }, ...actions));
}

/**
 * @param {string} words
 * @param {() => void} click
 */
export function mainButton(words, click) {
  return h('button', { type: 'button', class: 'main-button', click }, words);
}

/**
 * @param {string} words
 * @param {() => void} click
 */
export function quietButton(words, click) {
  return h('button', { type: 'button', class: 'quiet-button', click }, words);
}

/**
 * The answer for a tab's page: outlet, findings, profile.
 *
 * @param {{id: number}} tab
 * @param {import('../messages.js').TabState} reply
 * @param {import('../ui/api-types.js').AnnotationPage} response
 * @param {() => void} [onLeave] the reader went on to the page
 * @returns {HTMLElement[]}
 */
export function responseParts(tab, { unmarked, marks }, response, onLeave = () => {}) {
  const findings = findingsOf(response);
  const onPage = (/** @type {import('../messages.js').Message} */ message) => askPage(tab.id, message).then(onLeave, onLeave);
  const note = unmarked ? t('error_inject') : marks && marks.found < marks.all ? t('marks_missing', marks.found, marks.all) : '';
  return [
    outletCard(response, { brief: true }),
    findingsPart(findings, ({ key }) => onPage({ type: 'open-card', key })),
    h('p', { class: 'quiet' }, note),
    h('div', { class: 'actions' }, mainButton(t('popup_open_panel'), () => onPage({ type: 'open-panel' }))),
    profilePart(response.profile),
    copyButton(response),
    h('p', { class: 'colophon' }, t('edition', response.edition)),
  ];
}
