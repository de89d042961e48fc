/**
 * Shows statements: each with its dates and its citations one click away, contradicting ones side by side with who says so.
 */

import { dateInWords, timeOf, validity } from './dates.js';
import { h, link } from './dom.js';
import { t, term } from './words.js';

/** @typedef {import('./api-types.js').Statement} Statement */
/** @typedef {import('./api-types.js').Citation} Citation */

/**
 * An entity's statements: those that held on the article's date first, then what began since, then what had ended before, each group headed.
 *
 * @param {Statement[]} statements in the order of the record
 * @param {string|null} asOf ISO date of the article
 * @returns {HTMLElement}
 */
export function factList(statements, asOf) {
  const shown = statements.filter(({ status }) => status !== 'withdrawn');
  if (shown.length === 0) return h('p', { class: 'quiet' }, t('record_empty'));
  /** @type {Set<string>} */
  const done = new Set();
  const section = h('div', { class: 'facts' });
  const group = (/** @type {string} */ heading, /** @type {Statement[]} */ statements) => {
    const lines = statements.flatMap((statement) => factLine(statement, shown, done, asOf));
    if (lines.length) section.append(h('div', { class: 'fact-group' }, h('h4', {}, heading), h('ul', { class: 'fact-list' }, ...lines)));
  };
  const of = (/** @type {string} */ time) => shown.filter((statement) => timeOf(statement, asOf).time === time);
  group(asOf ? t('record_as_of', dateInWords(asOf)) : t('record_undated_article'), of('holds'));
  group(t('record_since'), of('began'));
  group(asOf ? t('record_earlier') : t('record_ended'), of('ended'));
  return section;
}

/**
 * A statement, with those that contradict it beside it; nothing where it was shown already.
 *
 * @param {Statement} statement
 * @param {Statement[]} shown
 * @param {Set<string>} done ids of statements shown already
 * @param {string|null} asOf
 * @returns {HTMLElement[]}
 */
function factLine(statement, shown, done, asOf) {
  if (done.has(statement.id)) return [];
  const against = shown.filter(({ id, contradicts }) => id !== statement.id && !done.has(id) && (statement.contradicts?.includes(id) || contradicts?.includes(statement.id)));
  for (const { id } of [statement, ...against]) done.add(id);
  return [h('li', {}, against.length ? sideBySide([statement, ...against]) : fact(statement, asOf))];
}

/**
 * Statements that contradict one another, or another one shown elsewhere, in equal columns.
 *
 * @param {Statement[]} statements
 * @param {string} [heading]
 * @returns {HTMLElement}
 */
export function sideBySide(statements, heading = t('accounts_differ')) {
  const columns = h('div', { class: 'versions' });
  for (const statement of statements) {
    columns.append(h('div', { class: 'version' }, h('p', { class: 'says' }, t('says', whoSays(statement))), fact(statement)));
  }
  return h('div', { class: 'disagreement' }, h('p', { class: 'eyebrow' }, heading), columns);
}

/**
 * One statement in words, with its dates, notes and citations.
 *
 * @param {Statement} statement
 * @param {string|null} [asOf] the article's date, where it is to be said what ended since
 * @returns {HTMLElement}
 */
export function fact(statement, asOf = null) {
  const { object, role, note, status, layer } = statement;
  const ended = timeOf(statement, asOf).endedSince;
  const value = object.reason ? `${t('unknown')}: ${object.reason}` : (object.name ?? object.id ?? t('unknown'));
  const dates = [validity(statement), ...qualifierWords(statement)];
  if (layer === 'reported') dates.push(t('layer_reported'));
  if (layer === 'compiled') dates.push(t('layer_compiled'));
  return h(
    'div',
    { class: 'fact' },
    h('p', { class: 'claim' }, h('span', { class: 'predicate' }, term('predicate', statement.predicate)), ' ', h('span', { class: 'object' }, value)),
    role && h('p', { class: 'role' }, role),
    h('p', { class: 'when' }, dates.join(' · '), ended && h('span', { class: 'tag' }, t('ended_since', dateInWords(statement.valid_to ?? ''))), status === 'disputed' && h('span', { class: 'tag' }, t('disputed'))),
    note && h('p', { class: 'note' }, note),
    citationList(statement.citations),
  );
}

/** @param {Statement} statement */
function qualifierWords({ qualifiers = {} }) {
  const words = [];
  if (qualifiers.share !== undefined) words.push(t('share', qualifiers.share));
  if (qualifiers.amount !== undefined) {
    const amount = [qualifiers.amount, qualifiers.amount_max].filter((sum) => sum !== undefined).map((sum) => Number(sum).toLocaleString());
    words.push([amount.join('–'), qualifiers.currency, qualifiers.period].filter(Boolean).join(' '));
  }
  return words;
}

/**
 * @param {Citation[]} citations
 * @returns {HTMLElement}
 */
export function citationList(citations) {
  const list = h('ul', { class: 'citations', 'aria-label': t('citations') });
  for (const citation of citations) {
    const dates = [
      citation.kind && term('citation_kind', citation.kind),
      citation.published && t('published_on', dateInWords(citation.published)),
      citation.accessed && t('read_on', dateInWords(citation.accessed)),
    ].filter(Boolean);
    list.append(
      h(
        'li',
        {},
        link(citation.url, citation.title || citation.publisher || citation.url || t('unknown')),
        h('span', { class: 'source-line' }, ' ', [citation.publisher, ...dates].filter(Boolean).join(' · ')),
        citation.archive_url && h('span', {}, ' · ', link(citation.archive_url, t('archived_copy'))),
      ),
    );
  }
  return list;
}

/**
 * Who makes a statement: the asserting party of its first citation, else the publisher.
 *
 * @param {Statement} statement
 * @returns {string}
 */
export function whoSays({ citations }) {
  const [citation] = citations;
  const by = citation?.asserted_by;
  const name = typeof by === 'object' && by ? by.name ?? by.id : by && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(by) ? by : null;
  return name ?? citation?.publisher ?? t('unknown');
}
