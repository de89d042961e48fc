/**
 * The card of one finding: how the article describes it, what the record says as of the article's date, and what ties it to the outlet.
 */

import { dateInWords, timeOf, validity } from './dates.js';
import { h } from './dom.js';
import { factList } from './facts.js';
import { displayName } from './finding-names.js';
import { ownershipPicture } from './ownership.js';
import { reportButton, reportSubject } from './report-button.js';
import { evidenceList, nameOf, relationBlock } from './sentences.js';
import { counted, t, term } from './words.js';

/** @typedef {import('./finding-model.js').Finding} Finding */
/** @typedef {import('./api-types.js').AnnotationPage} AnnotationPage */

const LONGEST_QUOTE = 220;
const CHANGES = 2;

/**
 * The content of a card; the frame around it (closing, placing, focus) is stage.js.
 *
 * @param {Finding} finding
 * @param {AnnotationPage} response
 * @param {string} headingId
 * @returns {HTMLElement}
 */
export function cardContent(finding, response, headingId) {
  const record = finding.entity ? response.entities[finding.entity] : undefined;
  const published = response.page.published ?? null;
  const body = h(
    'div',
    { class: 'card-body' },
    h('p', { class: 'eyebrow' }, eyebrow(finding)),
    h('h2', { id: headingId, class: 'name', tabindex: '-1' }, displayName(finding)),
    record && h('p', { class: 'description' }, record.description || term('category', record.category ?? record.kind)),
  );
  const compared = comparison(finding, record, published);
  if (compared) body.append(compared);
  if (finding.reason || (!finding.entity && finding.kind !== 'unnamed')) body.append(h('p', { class: 'unlinked' }, term('unlinked', finding.reason ?? 'unknown')));
  if (finding.kind === 'unnamed') body.append(h('p', { class: 'unlinked' }, t('unnamed_explained')));
  appendSection(body, t('relation_to_outlet'), relationsToOutlet(finding, response));
  if (record) {
    const picture = record.kind === 'person' ? null : ownershipPicture(record.id, response.entities);
    appendSection(body, t('record_heading'), [picture, factList(record.statements, published)]);
  }
  appendSection(body, t('in_this_article'), quotes(finding, response));
  if (finding.evidence.length) appendSection(body, t('why_this_link'), [evidenceList(finding.evidence)]);
  const report = reportButton(reportSubject(finding, record, response));
  if (report) body.append(h('div', { class: 'actions' }, report));
  return body;
}

/** @param {Finding} finding */
function eyebrow({ kind, attributions, channelOf }) {
  const words = [term('kind', kind)];
  if (attributions.length) words.push(counted('quoted_times', attributions.length));
  if (channelOf.length) words.push(counted('channel_times', channelOf.length));
  return words.join(' · ');
}

/**
 * The article's own words beside the record's nearest ones.
 *
 * @param {Finding} finding
 * @param {import('./api-types.js').Entity|undefined} record
 * @param {string|null} published
 * @returns {HTMLElement|null}
 */
function comparison({ describedAs, attributions }, record, published) {
  if (describedAs.length === 0 && (attributions.length === 0 || (record && record.kind !== 'person'))) return null;
  const article = describedAs.length ? describedAs.map((words) => h('p', {}, h('q', {}, words))) : [h('p', { class: 'quiet' }, t('not_described'))];
  const left = h('div', { class: 'version' }, h('p', { class: 'says' }, t('article_says')), ...article);
  const then = (record?.kind === 'person' ? record.statements : []).find(
    ({ current_as_of: current, status, contradicts }) => current !== false && status === 'published' && !contradicts?.length,
  );
  if (!then) return h('div', { class: 'versions single' }, left);
  const right = h('div', { class: 'version' }, h('p', { class: 'says' }, published ? t('record_says_as_of', dateInWords(published)) : t('record_says')), ...claim(then));
  const since = record && published ? changedSince(record.statements, published) : [];
  return h('div', { class: 'versions' }, left, right, since.length > 0 && h('div', { class: 'version' }, h('p', { class: 'says' }, t('record_since')), ...since));
}

/** @param {import('./api-types.js').Statement} statement */
function claim(statement) {
  const { predicate, object, role } = statement;
  return [
    h('p', { class: 'claim' }, h('span', { class: 'predicate' }, term('predicate', predicate)), ' ', object.reason ? t('unknown') : object.name ?? object.id ?? t('unknown')),
    role ? h('p', { class: 'role' }, role) : '',
    h('p', { class: 'when' }, validity(statement)),
  ];
}

/**
 * What began or ended after the article, newest first, as far as there is room beside it.
 *
 * @param {import('./api-types.js').Statement[]} statements
 * @param {string} published
 */
function changedSince(statements, published) {
  const changed = statements.filter((statement) => {
    const { time, endedSince } = timeOf(statement, published);
    return statement.status === 'published' && (time === 'began' || endedSince);
  });
  const day = (/** @type {import('./api-types.js').Statement} */ { valid_from: from, valid_to: to }) => to ?? from ?? '';
  return changed.sort((one, other) => day(other).localeCompare(day(one))).slice(0, CHANGES).flatMap(claim);
}

/**
 * @param {Finding} finding
 * @param {AnnotationPage} response
 */
function relationsToOutlet(finding, response) {
  const outlet = response.outlet?.entity;
  const origin = response.page.origin_outlet?.entity;
  if (finding.entity && finding.entity === outlet) return [h('p', {}, t('is_this_outlet'))];
  if (finding.entity && finding.entity === origin) return [h('p', {}, t('is_origin_outlet'))];
  const here = (/** @type {import('./api-types.js').Relation} */ { between }) => between.some((id) => id === outlet || id === origin);
  const own = finding.relations.filter(here);
  const described = finding.organizations.flatMap(({ entity }) => response.relations.filter((relation) => entity && relation.between.includes(entity) && here(relation)));
  return [...new Set([...own, ...described])].map((relation) => relationBlock(response, relation));
}

/**
 * @param {Finding} finding
 * @param {AnnotationPage} response
 */
function quotes({ attributions, channelOf, organizations }, response) {
  const parts = [];
  if (organizations.length) {
    const names = organizations.map(({ text, entity }) => (entity && nameOf(response, entity) !== text ? `${text} (${nameOf(response, entity)})` : text ?? ''));
    parts.push(h('p', {}, t('organizations_named', names.join('; '))));
  }
  const list = h('ul', { class: 'quotes' });
  for (const attribution of [...attributions, ...channelOf]) list.append(quoteLine(attribution, channelOf.includes(attribution)));
  if (list.childElementCount) parts.push(list);
  return parts;
}

/**
 * @param {import('./api-types.js').Attribution} attribution
 * @param {boolean} asChannel
 */
function quoteLine({ source, content, channel }, asChannel) {
  const short = [...content.text];
  const text = short.length > LONGEST_QUOTE ? `${short.slice(0, LONGEST_QUOTE).join('').trimEnd()}…` : content.text;
  const note = asChannel ? t('said_by', source.name ?? source.text ?? t('kind_unnamed')) : channel?.text && t('said_through', channel.text);
  return h('li', {}, h('span', { class: 'quote' }, text), h('span', { class: 'source-line' }, [term('directness', content.directness ?? 'direct'), note].filter(Boolean).join(' · ')));
}

/**
 * @param {HTMLElement} body
 * @param {string} heading
 * @param {(Node|null)[]} parts
 */
function appendSection(body, heading, parts) {
  const present = parts.filter((part) => part !== null);
  if (present.length) body.append(h('section', {}, h('h3', {}, heading), ...present));
}
