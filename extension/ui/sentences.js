/**
 * Sentences about an outlet and a finding that card, list and outlet card share.
 */

import { dateInWords } from './dates.js';
import { fact, sideBySide, whoSays } from './facts.js';
import { h } from './dom.js';
import { t, term } from './words.js';

/** @typedef {import('./api-types.js').AnnotationPage} AnnotationPage */
/** @typedef {import('./api-types.js').Evidence} Evidence */

/**
 * The name of an entity as the response gives it.
 *
 * @param {AnnotationPage} response
 * @param {string|null|undefined} id
 * @returns {string}
 */
export function nameOf({ entities, relations }, id) {
  if (!id) return t('unknown');
  if (entities[id]) return entities[id].name;
  for (const { statements } of Object.values(entities)) {
    const named = statements.find(({ object }) => object.id === id && object.name);
    if (named?.object.name) return named.object.name;
  }
  return relations.length ? id.replaceAll('-', ' ') : id;
}

/**
 * A relation between two entities of the page: what it is, the statements it rests on and, beside them, those that say otherwise.
 *
 * @param {AnnotationPage} response
 * @param {import('./api-types.js').Relation} relation
 * @returns {HTMLElement}
 */
export function relationBlock(response, relation) {
  const steps = statementsByIds(response, relation.statements ?? []);
  const against = statementsByIds(response, relation.disputed_by ?? []);
  const sentence = relationSentence(response, relation);
  const said = [...new Set(steps.map(({ statement }) => whoSays(statement)))];
  const line = against.length && said.length ? `${t('according_to', said.join('; '))} ${sentence}` : sentence;
  const { published } = response.page;
  const block = h(
    'div',
    { class: 'relation' },
    h('p', { class: 'relation-line' }, line),
    h('p', { class: 'when' }, published && t('record_as_of', dateInWords(published)), against.length > 0 && h('span', { class: 'tag' }, t('disputed'))),
  );
  const basis = h('div', { class: 'basis' });
  for (const { subject, statement } of steps) basis.append(h('p', { class: 'says' }, subject), fact(statement));
  if (steps.length) block.append(h('details', {}, h('summary', {}, t('relation_basis', steps.length)), basis));
  if (against.length) {
    block.append(sideBySide(against.map(({ statement }) => statement), t('relation_disputed')));
  }
  return block;
}

/**
 * @param {AnnotationPage} response
 * @param {import('./api-types.js').Relation} relation
 */
function relationSentence(response, { kind, between, via }) {
  const [one, other] = between.map((id) => nameOf(response, id));
  if (['same_outlet', 'owned_by', 'common_owner'].includes(kind)) return t(`relation_${kind}`, one, other, nameOf(response, via));
  return t('relation_other', one, other, term('predicate', kind));
}

/**
 * @param {AnnotationPage} response
 * @param {string[]} ids
 */
function statementsByIds({ entities }, ids) {
  return ids.flatMap((id) =>
    Object.values(entities).flatMap(({ name, statements }) =>
      statements.filter((statement) => statement.id === id).map((statement) => ({ subject: name, statement })),
    ),
  );
}

/**
 * Why a link or an outlet was recognised: each piece of evidence in words.
 *
 * @param {Evidence[]} evidence
 * @returns {HTMLElement}
 */
export function evidenceList(evidence) {
  const list = h('ul', { class: 'evidence' });
  for (const { kind, text } of evidence) list.append(h('li', {}, term('evidence', kind), text && h('q', {}, text)));
  return list;
}
