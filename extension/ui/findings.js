/**
 * The list of findings as buttons. Highlights are invisible to assistive technology, so this list is the full equivalent.
 */

import { displayName } from './card.js';
import { h } from './dom.js';
import { counted, t, term } from './words.js';

/** @typedef {import('./finding-model.js').Finding} Finding */

/**
 * @param {Finding[]} findings
 * @param {(finding: Finding, button: HTMLButtonElement) => void} onOpen
 * @param {(finding: Finding|null) => void} [onPoint] a finding is focused or pointed at; null when no longer
 * @returns {HTMLElement}
 */
export function findingList(findings, onOpen, onPoint = () => {}) {
  if (findings.length === 0) return h('p', { class: 'quiet' }, t('no_findings'));
  const list = h('ul', { class: 'findings', 'aria-label': counted('findings', findings.length) });
  for (const finding of findings) {
    const button = h(
      'button',
      {
        type: 'button',
        'data-key': finding.key,
        click: () => onOpen(finding, button),
        focus: () => onPoint(finding),
        blur: () => onPoint(null),
        mouseenter: () => onPoint(finding),
        mouseleave: () => onPoint(null),
      },
      h('span', { class: `swatch ${swatch(finding)}`, 'aria-hidden': 'true' }),
      h('span', { class: 'finding-name' }, displayName(finding)),
      h('span', { class: 'finding-line' }, line(finding)),
    );
    list.append(h('li', {}, button));
  }
  list.addEventListener('keydown', moveWithArrows);
  return list;
}

/**
 * The class of mark a finding carries in the text and in the list.
 *
 * @param {Finding} finding
 * @returns {'person'|'organization'|'unlinked'}
 */
export function swatch({ kind, entity }) {
  if (!entity) return 'unlinked';
  return kind === 'person' || kind === 'official' ? 'person' : 'organization';
}

/** @param {Finding} finding */
function line({ kind, describedAs, attributions, channelOf, reason, entity }) {
  const words = [term('kind', kind)];
  if (attributions.length) words.push(counted('quoted_times', attributions.length));
  else if (channelOf.length) words.push(counted('channel_times', channelOf.length));
  if (describedAs.length) words.push(`“${describedAs[0]}”`);
  if (!entity && kind !== 'unnamed') words.push(term('unlinked_short', reason ?? 'unknown'));
  return words.join(' · ');
}

/** @param {KeyboardEvent} event */
function moveWithArrows(event) {
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const buttons = [...list.querySelectorAll('button')];
  const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (event.target));
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (at === -1 || next === undefined) return;
  event.preventDefault();
  buttons[Math.max(0, Math.min(next, buttons.length - 1))].focus();
}
