/**
 * Lines of a bundle as the records that the interface shows. Pure.
 */

import { heldOn } from './held.js';

/** @typedef {import('../ui/api-types.js').Statement} Statement */
/** @typedef {import('../ui/api-types.js').Entity} Entity */
/** @typedef {import('../ui/api-types.js').Citation} Citation */
/** @typedef {'owned'|'controlled'|'managed'|'funded'} StateClass */
/** @typedef {{places: string[], state: StateClass|null, record: Entity, links: Links}} OutletLine */
/** @typedef {{entities: string[], citations: string[]}} Links keys of the lines that a line needs beside it */

const CITATION = /** @type {const} */ (['url', 'title', 'publisher', 'kind', 'accessed', 'published', 'asserted_by', 'archive_url']);
const ABOVE = ['owned_by', 'part_of', 'controlled_by', 'funded_by'];

/**
 * @param {string} text
 * @returns {OutletLine}
 */
export function outletLine(text) {
  const [key, name, category, country, more, state, statements] = JSON.parse(text);
  const record = entity(key, { name, kind: 'outlet', category, country }, statements);
  return { places: [key.slice(2), ...(more || [])], state: state || null, record, links: linksOf(record) };
}

/**
 * @param {string} text
 * @returns {{record: Entity, links: Links}}
 */
export function entityLine(text) {
  const [key, name, kind, category, country, statements] = JSON.parse(text);
  const record = entity(key.slice(2), { name, kind, category, country }, statements ?? []);
  return { record, links: linksOf(record) };
}

/**
 * @param {string} text
 * @returns {Citation}
 */
export function citationLine(text) {
  return citation(JSON.parse(text).slice(1));
}

/**
 * @param {string} id
 * @param {{name: string, kind: string, category: string|0, country: string|0}} head
 * @param {any[][]} statements
 * @returns {Entity}
 */
function entity(id, { name, kind, category, country }, statements) {
  return { id, kind, name, category: category || undefined, country: country || null, description: null, statements: statements.map((parts, i) => statement(parts, `${id}#${i}`)) };
}

/**
 * @param {any[]} parts
 * @param {string} place
 * @returns {Statement}
 */
function statement([predicate, object, citations, from, to, role, note, status, layer, rank, qualifiers, id, contradicts], place) {
  return {
    id: id || place,
    predicate,
    object: typeof object === 'string' ? { id: object } : { id: null, name: object[0] },
    citations: citations.map((/** @type {string|any[]} */ each) => (typeof each === 'string' ? { url: each } : citation(each))),
    valid_from: from || null,
    valid_to: to || null,
    role: role || null,
    note: note || (Array.isArray(object) && object[1]) || null,
    status: status || 'published',
    layer: layer || 'compiled',
    rank: rank || 'normal',
    qualifiers: qualifiers || {},
    contradicts: contradicts || [],
    current_as_of: heldOn(from || null, to || null, new Date().toISOString().slice(0, 10)),
  };
}

/** @param {any[]} values */
function citation(values) {
  return /** @type {Citation} */ (Object.fromEntries(CITATION.map((name, i) => [name, values[i] || null])));
}

/**
 * @param {Entity} record
 * @returns {Links}
 */
function linksOf({ statements }) {
  const named = statements.flatMap(({ object }) => (object.id ? [`e:${object.id}`] : []));
  const cited = statements.flatMap(({ citations }) => citations.flatMap(({ url }) => (url?.startsWith('c:') ? [url] : [])));
  return { entities: [...new Set(named)], citations: [...new Set(cited)] };
}

/**
 * Puts names and citations in place of keys.
 *
 * @param {Entity} record
 * @param {Map<string, Entity>} entities
 * @param {Map<string, Citation>} citations
 */
export function filledIn(record, entities, citations) {
  for (const each of record.statements) {
    if (each.object.id) each.object.name = entities.get(each.object.id)?.name ?? each.object.id;
    each.citations = each.citations.map((known) => citations.get(known.url ?? '') ?? known);
  }
  return record;
}

/**
 * The direct owner by the statements that hold, for a label: the first of them in the order of the record.
 *
 * @param {Entity} record
 * @returns {Statement|undefined}
 */
export function nearestAbove({ statements }) {
  return statements.find(({ predicate, current_as_of: current, rank }) => ABOVE.slice(0, 3).includes(predicate) && current !== false && rank !== 'deprecated');
}

/**
 * Ids of those whose own statements are shown too: who stands above.
 *
 * @param {Entity} record
 */
export function idsAbove({ statements }) {
  return [...new Set(statements.flatMap(({ predicate, object }) => (object.id && ABOVE.includes(predicate) ? [object.id] : [])))];
}
