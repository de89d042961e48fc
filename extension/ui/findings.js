/**
 * The list of findings as buttons, and the choice of one kind. Highlights are invisible to assistive technology, so this list is the full equivalent.
 */

import { h } from './dom.js';
import { lookOf } from './finding-model.js';
import { displayName } from './finding-names.js';
import { counted, t, term } from './words.js';

/** @typedef {import('./finding-model.js').Finding} Finding */

/** What can be chosen, with the kinds of finding it shows. */
const CHOICES = { all: null, people: ['person', 'official'], organizations: ['organization'], outlets: ['outlet'], unnamed: ['unnamed'] };
const LEAST_TO_CHOOSE = 4;

/**
 * The findings under their heading, with buttons to show one kind alone.
 *
 * @param {Finding[]} findings
 * @param {(finding: Finding, button: HTMLButtonElement) => void} onOpen
 * @param {(finding: Finding|null) => void} [onPoint]
 * @returns {HTMLElement}
 */
export function findingsPart(findings, onOpen, onPoint) {
  const list = findingList(findings, onOpen, onPoint);
  const heading = h('h2', { class: 'panel-heading' }, t('findings_heading'));
  const counts = Object.entries(CHOICES).map(([name, kinds]) => ({ name, kinds, count: findings.filter(({ kind }) => !kinds || kinds.includes(kind)).length }));
  const choices = counts.filter(({ count }) => count > 0);
  if (findings.length < LEAST_TO_CHOOSE || choices.length < 3) return h('section', {}, heading, list);
  const buttons = choices.map(({ name, kinds, count }) => {
    const choose = () => {
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
      [...list.children].forEach((item, i) => item.toggleAttribute('hidden', Boolean(kinds && !kinds.includes(findings[i].kind))));
    };
    const button = h('button', { type: 'button', class: 'choice', 'aria-pressed': String(name === 'all'), click: choose }, t(`choose_${name}`), ' ', h('span', { class: 'quiet' }, String(count)));
    return button;
  });
  return h('section', {}, heading, h('div', { class: 'choices', role: 'group', 'aria-label': t('choose_label') }, ...buttons), list);
}

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
      h('span', { class: `swatch ${lookOf(finding)}`, 'aria-hidden': 'true' }),
      h('span', { class: 'finding-name' }, displayName(finding)),
      h('span', { class: 'finding-line' }, line(finding)),
    );
    list.append(h('li', {}, button));
  }
  list.addEventListener('keydown', moveWithArrows);
  return list;
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
  const buttons = [...list.querySelectorAll('button')].filter((button) => !button.closest('[hidden]'));
  const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (event.target));
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (at === -1 || next === undefined) return;
  event.preventDefault();
  buttons[Math.max(0, Math.min(next, buttons.length - 1))].focus();
}
