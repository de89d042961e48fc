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
 * @returns {HTMLElement}
 */
export function outletCard(response) {
  const { outlet, entities, page } = response;
  const card = h('section', { class: 'outlet-card', 'aria-label': t('outlet_heading') });
  if (!outlet?.name && !outlet?.entity) {
    card.append(h('p', { class: 'eyebrow' }, t('outlet_heading')), h('p', { class: 'quiet' }, t('outlet_not_recognised')));
    return card;
  }
  const record = outlet.entity ? entities[outlet.entity] : undefined;
  card.append(
    h('p', { class: 'eyebrow' }, t('published_by')),
    h('h2', { class: 'name' }, record?.name ?? outlet.name ?? outlet.entity ?? ''),
    h('p', { class: 'description' }, record ? record.description || term('category', record.category ?? record.kind) : t('outlet_unknown')),
  );
  if (page.origin_outlet?.name) card.append(h('p', { class: 'origin' }, t('text_comes_from', page.origin_outlet.name)));
  if (record) card.append(...recordParts(record, response));
  if (outlet.evidence?.length) card.append(h('details', {}, h('summary', {}, t('how_recognised')), evidenceList(outlet.evidence)));
  return card;
}

/**
 * @param {import('./api-types.js').Entity} record
 * @param {AnnotationPage} response
 */
function recordParts(record, response) {
  const picture = ownershipPicture(record.id, response.entities);
  const parts = [picture ?? h('p', { class: 'quiet' }, t('no_owner_recorded'))];
  parts.push(h('details', { class: 'all-statements' }, h('summary', {}, t('statements_with_citations', record.statements.length)), factList(record.statements, response.page.published ?? null)));
  const own = response.relations.filter(({ between }) => between.includes(record.id));
  if (own.length) parts.push(h('div', { class: 'relations' }, h('h3', {}, t('relations_heading')), ...own.map((relation) => relationBlock(response, relation))));
  return parts;
}
