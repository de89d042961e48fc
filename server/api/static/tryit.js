/**
 * The try-it page: asks this server and shows the answer with the extension's own parts. Without this script the form still posts and the
 * server renders the answer as lists.
 */

import { askServer } from '/ui/ask-server.js';
import { copyButton } from '/ui/copy-text.js';
import { dateInWords } from '/ui/dates.js';
import { h, link } from '/ui/dom.js';
import { findingsOf, marksOf } from '/ui/finding-model.js';
import { findingsPart } from '/ui/findings.js';
import { outletCard } from '/ui/outlet-card.js';
import { profilePart } from '/ui/profile.js';
import { Stage } from '/ui/stage.js';
import * as surfaces from '/ui/surfaces.js';
import { fromTable, speak, term } from '/ui/words.js';
import { WORDS } from '/ui/words.en.js';

/** @typedef {import('/ui/api-types.js').AnnotationPage} AnnotationPage */
/** @typedef {import('/ui/api-types.js').Problem} Problem */

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @returns {T}
 */
function part(id) {
  return /** @type {T} */ (document.getElementById(id));
}

/** @param {string} id */
function words(id) {
  return part(id) instanceof HTMLTemplateElement ? /** @type {HTMLTemplateElement} */ (part(id)).content.cloneNode(true) : '';
}

const labels = () => part('article-words').dataset;

/** @type {Stage|null} */
let stage = null;
let asked = 0;
let rawAddress = '';

/** @param {{url?: string, text?: string, published?: string}} request */
async function ask(request) {
  asked += 1;
  const mine = asked;
  clear();
  if (!request.url && !request.text) {
    part('status').replaceChildren(words('empty'));
    return;
  }
  part('status').replaceChildren(words('loading'));
  document.body.setAttribute('aria-busy', 'true');
  const answer = await askServer(location.origin, { ...request, include: 'text' });
  if (mine !== asked) return;
  document.body.removeAttribute('aria-busy');
  part('status').replaceChildren();
  if ('problem' in answer) showProblem(answer.problem);
  else showResponse(answer.response);
}

function clear() {
  stage?.remove();
  stage = null;
  part('result').replaceChildren();
  if (rawAddress) URL.revokeObjectURL(rawAddress);
}

/** @param {Problem} problem */
function showProblem(problem) {
  const box = h('div', { class: 'problem' });
  if (problem.type === 'unreachable') box.append(words('unreachable'));
  else {
    box.append(h('p', {}, h('strong', {}, problem.title ?? '')));
    if (problem.detail && problem.detail !== problem.title) box.append(h('p', {}, problem.detail));
  }
  if (problem.needs_content) {
    box.append(words('needs-content'));
    part('text').focus();
  }
  part('status').replaceChildren(box);
}

/** @param {AnnotationPage} response */
function showResponse(response) {
  const article = articleOf(response);
  const shown = new Stage({ root: article, load: async () => surfaces });
  stage = shown;
  const findings = findingsOf(response);
  rawAddress = URL.createObjectURL(new Blob([JSON.stringify(response, null, 2)], { type: 'application/json' }));
  const { raw, edition } = labels();
  const margin = h(
    'div',
    { class: 'margin' },
    outletCard(response),
    findingsPart(findings, ({ key }, button) => shown.openCard(key, { opener: button, focus: true }), (finding) => shown.overlay.point(finding?.key ?? null)),
    unlinkedPart(response),
    profilePart(response.profile),
    copyButton(response),
    h('p', { class: 'raw' }, h('a', { href: rawAddress, target: '_blank' }, raw ?? '')),
    h('p', { class: 'colophon' }, `${edition} ${response.edition}`),
  );
  part('result').replaceChildren(h('div', { class: 'columns' }, article, margin));
  shown.show({ response: async () => response, marks: marksOf(findings), language: 'en' });
  part('ask').classList.add('asked');
  article.focus({ preventScroll: true });
  article.scrollIntoView({ block: 'start' });
}

/** @param {AnnotationPage} response */
function articleOf({ page }) {
  const { published, untitled } = labels();
  const article = h('article', { class: 'article', tabindex: '-1', lang: page.language ?? undefined });
  article.append(h('h1', {}, page.title || untitled || ''));
  const line = [page.published && `${published} ${dateInWords(page.published)}`, page.byline?.map(({ name }) => name).join(', ')].filter(Boolean).join(' · ');
  article.append(h('p', { class: 'dateline' }, line, page.url && line ? ' · ' : '', page.url && link(page.url, new URL(page.url).host)));
  for (const paragraph of (page.text ?? '').split(/(?:\r?\n)+/)) if (paragraph.trim()) article.append(h('p', {}, paragraph));
  return article;
}

/** @param {AnnotationPage} response */
function unlinkedPart({ unlinked }) {
  if (unlinked.length === 0) return null;
  const names = new Map(unlinked.map(({ text, reason }) => [text, reason]));
  const items = [...names].map(([text, reason]) => h('li', {}, text, ' ', h('span', { class: 'source-line' }, term('unlinked_short', reason))));
  return h('section', {}, h('h2', { class: 'panel-heading' }, labels().unlinked ?? ''), h('ul', { class: 'unlinked-list' }, ...items));
}

speak(fromTable(WORDS), 'en');

part('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const value = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (part(id)).value.trim() || undefined;
  ask({ url: value('url'), text: value('text'), published: value('published') });
});

part('example-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const fields = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  ask({ text: String(fields.get('text')), published: String(fields.get('published')) });
});
