/**
 * "Something wrong?": where the interface can hand a report on (in the extension), a button; elsewhere nothing.
 */

import { h } from './dom.js';
import { t, term } from './words.js';

/** @typedef {import('../messages.js').ReportSubject} ReportSubject */
/** @typedef {import('./api-types.js').Entity} Entity */

/** @type {((subject: ReportSubject) => void)|null} */
let open = null;

/**
 * Sets what opens the form of a report.
 *
 * @param {(subject: ReportSubject) => void} opener
 */
export function reportWith(opener) {
  open = opener;
}

/**
 * @param {ReportSubject} subject
 * @param {string} [words]
 * @returns {HTMLElement|null}
 */
export function reportButton(subject, words = t('report_open')) {
  const opener = open;
  return opener && h('button', { type: 'button', class: 'quiet-button report', click: () => opener(subject) }, words);
}

/**
 * What a report on a card is about: the link from the page's words to the record, and each statement shown.
 *
 * @param {{name: string|null, entity: string|null}} finding
 * @param {Entity|undefined} record
 * @param {import('./api-types.js').AnnotationPage} response
 * @returns {ReportSubject}
 */
export function reportSubject({ name, entity }, record, response) {
  return {
    about: 'link',
    name: record?.name ?? name ?? '',
    text: name ?? undefined,
    entity: entity ?? undefined,
    edition: response.edition,
    statements: record && statementsInWords(record),
  };
}

/** @param {Entity} record */
export function statementsInWords({ statements }) {
  return statements.map(({ id, predicate, object, role }) => ({ id, words: [term('predicate', predicate), object.name ?? object.id ?? t('unknown'), role && `(${role})`].filter(Boolean).join(' ') }));
}
