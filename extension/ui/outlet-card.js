/**
 * The outlet's own card: who publishes the page, how that was recognised, who is above it, and what the record says.
 */

import { h } from './dom.js';
import { factList } from './facts.js';
import { ownershipPicture } from './ownership.js';
import { evidenceList, relationBlock } from './sentences.js';
import { t, term } from './words.js';

/** @typedef {import('./api-types.js').AnnotationPage} AnnotationPage */

/**
 * @param {AnnotationPage} response
 * @param {{brief?: boolean}} [form] `brief`: where room is short, ties stay folded
 * @returns {HTMLElement}
 */
export function outletCard(response, { brief = false } = {}) {
  const { outlet, page } = response;
  const card = h('section', { class: 'outlet-card', 'aria-label': t('outlet_heading') });
  if (outlet?.name || outlet?.entity) card.append(...outletParts(t('published_by'), outlet, response, brief));
  else card.append(h('p', { class: 'eyebrow' }, t('outlet_heading')), h('p', { class: 'quiet' }, t('outlet_not_recognised')));
  const origin = page.origin_outlet;
  if (origin?.name || origin?.entity) card.append(h('div', { class: 'origin' }, ...outletParts(t('text_comes_from'), origin, response, brief)));
  return card;
}

/**
 * @param {string} eyebrow
 * @param {import('./api-types.js').Outlet} outlet
 * @param {AnnotationPage} response
 * @param {boolean} brief
 */
function outletParts(eyebrow, outlet, response, brief) {
  const record = outlet.entity ? response.entities[outlet.entity] : undefined;
  /** @type {HTMLElement[]} */
  const parts = [
    h('p', { class: 'eyebrow' }, eyebrow),
    h('h2', { class: 'name' }, record?.name ?? outlet.name ?? outlet.entity ?? ''),
    h('p', { class: 'description' }, record ? record.description || term('category', record.category ?? record.kind) : t('outlet_unknown')),
  ];
  if (record) parts.push(...recordParts(record, response, brief));
  if (outlet.evidence?.length) parts.push(h('details', {}, h('summary', {}, t('how_recognised')), evidenceList(outlet.evidence)));
  return parts;
}

/**
 * @param {import('./api-types.js').Entity} record
 * @param {AnnotationPage} response
 * @param {boolean} brief
 */
function recordParts(record, response, brief) {
  const picture = ownershipPicture(record.id, response.entities);
  const parts = [picture ?? h('p', { class: 'quiet' }, t('no_owner_recorded'))];
  parts.push(h('details', { class: 'all-statements' }, h('summary', {}, h('h3', { class: 'summary-heading' }, t('statements_with_citations', record.statements.length))), factList(record.statements, response.page.published ?? null)));
  const own = response.relations.filter(({ kind, between }) => kind !== 'same_outlet' && between.includes(record.id));
  const blocks = own.map((relation) => relationBlock(response, relation));
  if (own.length && brief) parts.push(h('details', {}, h('summary', {}, t('relations_counted', own.length)), ...blocks));
  else if (own.length) parts.push(h('div', { class: 'relations' }, h('h3', {}, t('relations_heading')), ...blocks));
  return parts;
}
