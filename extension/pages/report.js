/**
 * The form of a report: shows exactly what will be sent, sends it when the reader says so, and tells what became of it.
 */

import './page-words.js';
import { askBackground, readSettings, readSubject } from '../browser.js';
import { h } from '../ui/dom.js';
import { t } from '../ui/words.js';
import { state } from './parts.js';

/** @typedef {import('../messages.js').ReportSubject} ReportSubject */
/** @typedef {import('../reports.js').Report} Report */

const main = /** @type {HTMLElement} */ (document.getElementById('main'));

/**
 * What the report speaks of, by the choice made: the subject as a whole, or one of its statements.
 *
 * @param {ReportSubject} subject
 * @param {string} choice
 * @returns {Omit<Report, 'key'>}
 */
function target({ about, entity, host, text, edition }, choice) {
  const place = { host, entity, edition };
  if (choice) return { about: 'statement', statement: choice, ...place };
  return about === 'link' ? { about, text, ...place } : { about, ...place };
}

/**
 * @param {string} id
 * @param {string} label
 * @param {HTMLElement} field
 * @param {string} [detail]
 */
function labelled(id, label, field, detail) {
  field.id = id;
  if (detail) field.setAttribute('aria-describedby', `${id}-detail`);
  return h('div', { class: 'field' }, h('label', { for: id }, label), field, detail && h('p', { class: 'quiet', id: `${id}-detail` }, detail));
}

/**
 * @param {ReportSubject} subject
 * @param {string} server
 */
function form(subject, server) {
  const isUnknown = subject.about === 'unknown_outlet';
  const key = crypto.randomUUID();
  const choice = h('select', { name: 'choice' }, h('option', { value: '' }, wholeWords(subject)), ...(subject.statements ?? []).map(({ id, words }) => h('option', { value: id }, words)));
  const message = h('textarea', { name: 'message', rows: 4, maxlength: 4000, required: !isUnknown });
  const source = h('input', { type: 'url', name: 'source', maxlength: 2000, placeholder: 'https://' });
  const contact = h('input', { type: 'text', name: 'contact', maxlength: 320, autocomplete: 'off' });
  const preview = h('pre', { id: 'preview', tabindex: '0', role: 'region', 'aria-label': t('report_preview', server) });
  const status = h('p', { role: 'alert', class: 'status', id: 'status' });
  const report = () => {
    const said = { message: message.value.trim(), source: source.value.trim(), contact: contact.value.trim() };
    return /** @type {Report} */ (Object.fromEntries(Object.entries({ ...target(subject, choice.value), ...said, key }).filter(([, value]) => value)));
  };
  const show = () => (preview.textContent = JSON.stringify(report(), null, 2));
  const send = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const { message: words, source: address } = report();
    if (!isUnknown && !words) return refuse(message, t('report_needs_message'));
    if (address && !/^https?:\/\/[^\s/]+/.test(address)) return refuse(source, t('report_bad_source'));
    return settle(await askBackground({ type: 'send-report', report: report() }), status);
  };
  const refuse = (/** @type {HTMLElement} */ field, /** @type {string} */ words) => {
    status.textContent = words;
    field.focus();
  };
  const fields = [
    subject.statements?.length ? labelled('choice', t('report_what'), choice) : null,
    labelled('message', isUnknown ? t('report_message_unknown') : t('report_message'), message),
    labelled('source', t('report_source'), source),
    labelled('contact', t('report_contact'), contact, t('report_contact_detail')),
  ];
  const element = h('form', { submit: send, input: show, novalidate: true }, ...fields, h('h2', {}, t('report_preview', server)), preview, status, h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'main-button', id: 'send' }, t('report_send'))));
  show();
  return element;
}

/** @param {ReportSubject} subject */
function wholeWords({ about, name }) {
  return about === 'link' ? t('report_not_this', name ?? '') : t('report_about', name ?? '');
}

/**
 * @param {import('../reports.js').ReportOutcome} outcome
 * @param {HTMLElement} status
 */
function settle(outcome, status) {
  if ('problem' in outcome) status.textContent = `${t('error_title')} ${outcome.problem.detail ?? outcome.problem.title ?? ''}`;
  else if ('received' in outcome) done(t('report_received'), t('report_number', outcome.received));
  else done(t('report_waiting'), t('report_waiting_detail'));
}

/**
 * @param {string} title
 * @param {string} detail
 */
function done(title, detail) {
  const part = state(title, detail);
  part.id = 'outcome';
  part.tabIndex = -1;
  main.replaceChildren(h('h1', {}, t('report_title')), part);
  part.focus();
}

async function start() {
  const [subject, { server }] = await Promise.all([readSubject(), readSettings()]);
  document.title = `Sidenote – ${t('report_title')}`;
  if (!subject) {
    main.replaceChildren(h('h1', {}, t('report_title')), state(t('report_nothing'), ''));
    return;
  }
  const isUnknown = subject.about === 'unknown_outlet';
  const title = isUnknown ? t('report_unknown_outlet') : t('report_title');
  main.replaceChildren(h('h1', {}, title), h('p', { class: 'lead' }, t('report_about', subject.name ?? '')), h('p', {}, isUnknown ? t('report_unknown_explained') : t('report_explained')), form(subject, server));
}

start();
