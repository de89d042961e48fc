/**
 * Who the outlet of an address is, from the list on this device: shown without asking anybody.
 */

import { outletAt } from '../bundle/lookup.js';
import { keptBundle } from '../bundle/store.js';
import { askBackground, openOwnPage } from '../browser.js';
import { dateInWords } from '../ui/dates.js';
import { h } from '../ui/dom.js';
import { outletCard } from '../ui/outlet-card.js';
import { t } from '../ui/words.js';
import { quietButton, state } from './parts.js';

/** @typedef {import('../bundle/lookup.js').OutletRecord} OutletRecord */

/**
 * @param {string} address
 * @returns {Promise<HTMLElement>}
 */
export async function outletPart(address) {
  const found = await outletAt(address);
  if (found) return known(found, new URL(address).hostname);
  return (await keptBundle()) ? unknown(new URL(address).hostname) : noList();
}

/**
 * @param {OutletRecord} found
 * @param {string} host
 */
function known({ outlet, entities, state: tie, created, edition }, host) {
  const nothing = { attributions: [], relations: [], items: [], unlinked: [], profile: { attributions: 0, by_source: {}, by_channel: {} } };
  const card = outletCard({ ...nothing, page: { published: null }, outlet: { name: outlet.name, entity: outlet.id }, entities, edition }, { brief: true });
  const where = [outlet.category && outlet.description ? outlet.category : null, outlet.country].filter(Boolean).join(' · ');
  card.id = 'outlet';
  card.append(
    ...(tie ? [h('p', { class: 'state-tie' }, stateWords(tie))] : []),
    h('p', { class: 'colophon' }, [where, t('outlet_from_list', dateInWords(created.slice(0, 10)))].filter(Boolean).join(' · ')),
    quietButton(t('report_open'), () => void report({ about: 'outlet', name: outlet.name, host, edition })),
  );
  return card;
}

/** @param {import('../bundle/lines.js').StateClass} tie */
function stateWords(tie) {
  if (tie === 'owned') return t('state_owned');
  if (tie === 'controlled') return t('state_controlled');
  return tie === 'managed' ? t('state_managed') : t('state_funded');
}

/** @param {string} host */
function unknown(host) {
  const tell = quietButton(t('report_unknown_outlet'), () => void report({ about: 'unknown_outlet', name: host, host }));
  const part = state(t('outlet_not_listed', host), t('outlet_not_listed_explained'), tell);
  part.id = 'outlet';
  return part;
}

function noList() {
  const part = state(t('list_none'), t('list_none_explained'), quietButton(t('list_get'), () => openOwnPage('pages/options.html#list')));
  part.id = 'outlet';
  return part;
}

/** @param {import('../messages.js').ReportSubject} subject */
async function report(subject) {
  await askBackground({ type: 'open-report', subject });
  window.close();
}
