/**
 * Who the outlet of an address is, from the kept bundle alone: the longest host, then the longest path, as on the server.
 */

import { citationLine, entityLine, filledIn, idsAbove, nearestAbove, outletLine } from './lines.js';
import { lookAtLines } from './store.js';

/** @typedef {import('../ui/api-types.js').Entity} Entity */
/** @typedef {import('./lines.js').OutletLine} OutletLine */
/** @typedef {{outlet: Entity, entities: Record<string, Entity>, state: import('./lines.js').StateClass|null, edition: string, created: string}} OutletRecord */
/** @typedef {{name: string, above: string|null, state: string|null}} OutletLabel */
/** @typedef {Awaited<ReturnType<typeof lookAtLines>>} Look */

const DEEPEST = 8;

/**
 * @param {Look} look
 * @param {{host: string, path: string}} address
 * @returns {Promise<OutletLine|null>}
 */
async function find(look, { host, path }) {
  const names = suffixesOf(host);
  const found = await Promise.all(names.map(look.atHost));
  for (const [i, name] of names.entries()) {
    const fitting = found[i].map((text) => ({ text, length: longestPlace(outletLine(text).places, name, path) })).filter(({ length }) => length > 0);
    if (fitting.length) return outletLine(fitting.reduce((best, each) => (each.length > best.length ? each : best)).text);
  }
  return null;
}

/** @param {string} host */
function suffixesOf(host) {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  return labels.map((_, i) => labels.slice(i).join('.'));
}

/**
 * The length of the longest of an outlet's places at a host that a path lies in; 0 where none does.
 *
 * @param {string[]} places
 * @param {string} host
 * @param {string} path
 */
function longestPlace(places, host, path) {
  const address = host + path;
  return Math.max(0, ...places.map((place) => ((place === host || address === place || address.startsWith(`${place}/`)) && place.split('/', 1)[0] === host ? place.length : 0)));
}

/**
 * The outlet of an address with everyone above it; null where the bundle has none.
 *
 * @param {string} address
 * @returns {Promise<OutletRecord|null>}
 */
export async function outletAt(address) {
  const look = await lookAtLines();
  const kept = await look.kept();
  const found = kept && (await find(look, placeOf(address)));
  if (!kept || !found) return null;
  const records = new Map([[found.record.id, found.record]]);
  /** @type {Map<string, Entity>} */
  const named = new Map();
  const cited = new Set(found.links.citations);
  let waiting = [found];
  for (let depth = 0; waiting.length && depth < DEEPEST; depth += 1) {
    const above = new Set(waiting.flatMap(({ record }) => idsAbove(record)));
    const missing = [...new Set(waiting.flatMap(({ links }) => links.entities))].filter((key) => !named.has(key.slice(2)));
    const lines = (await Promise.all(missing.map(look.line))).filter((line) => line !== undefined).map(entityLine);
    for (const { record } of lines) named.set(record.id, record);
    const next = lines.filter(({ record }) => above.has(record.id));
    for (const { record, links } of next) {
      records.set(record.id, record);
      for (const key of links.citations) cited.add(key);
    }
    waiting = /** @type {any} */ (next);
  }
  const keys = [...cited];
  const texts = await Promise.all(keys.map(look.line));
  const citations = new Map(keys.flatMap((key, i) => (texts[i] ? [[key, citationLine(texts[i])]] : [])));
  const entities = Object.fromEntries([...records].map(([id, record]) => [id, filledIn(record, named, citations)]));
  return { outlet: found.record, entities, state: found.state, edition: kept.edition, created: kept.created };
}

/**
 * Short labels for addresses: of links on a page. Addresses without a known outlet are left out.
 *
 * @param {string[]} addresses
 * @returns {Promise<Record<string, OutletLabel>>}
 */
export async function labelsFor(addresses) {
  const look = await lookAtLines();
  const found = await Promise.all(addresses.map((address) => find(look, placeOf(address))));
  /** @type {Record<string, OutletLabel>} */
  const labels = {};
  for (const [i, line] of found.entries()) {
    if (!line) continue;
    const above = nearestAbove(line.record)?.object;
    const owner = above?.id ? await look.line(`e:${above.id}`) : undefined;
    labels[addresses[i]] = { name: line.record.name, above: owner ? entityLine(owner).record.name : above?.name ?? null, state: line.state };
  }
  return labels;
}

/** @param {string} address */
function placeOf(address) {
  const { hostname, pathname } = new URL(address);
  return { host: hostname, path: pathname };
}
