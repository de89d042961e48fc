/**
 * The sourcing profile: how many attributed statements come from which kind of source and through which kind of channel. Counts, not a score.
 */

import { h } from './dom.js';
import { counted, t, term } from './words.js';

/**
 * @param {import('./api-types.js').Profile} profile
 * @returns {HTMLElement}
 */
export function profilePicture(profile) {
  return h(
    'div',
    { class: 'profile' },
    h('p', { class: 'quiet' }, counted('attributed_statements', profile.attributions)),
    bars(t('profile_by_source'), 'by_source', profile.by_source, profile.attributions),
    bars(t('profile_by_channel'), 'by_channel', profile.by_channel, profile.attributions),
  );
}

/**
 * The same under its heading.
 *
 * @param {import('./api-types.js').Profile} profile
 */
export function profilePart(profile) {
  return h('section', {}, h('h2', { class: 'panel-heading' }, t('profile_heading')), profilePicture(profile));
}

/**
 * @param {string} caption
 * @param {string} group
 * @param {Record<string, number>} counts
 * @param {number} whole
 */
function bars(caption, group, counts, whole) {
  const body = h('tbody');
  for (const [kind, count] of Object.entries(counts)) {
    if (count === 0) continue;
    const meter = h('span', { class: 'bar', 'aria-hidden': 'true' }, h('span', { class: 'bar-fill' }));
    /** @type {HTMLElement} */ (meter.firstChild).style.inlineSize = `${Math.round((100 * count) / Math.max(whole, 1))}%`;
    body.append(h('tr', {}, h('th', { scope: 'row' }, term(group, kind)), h('td', { class: 'bar-cell' }, meter), h('td', { class: 'count' }, String(count))));
  }
  return h('table', { class: 'bars' }, h('caption', {}, caption), body);
}
