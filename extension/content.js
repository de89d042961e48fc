/**
 * In the page: shows what the background hands over and does what the popup asks. What cards and panel need is loaded when one is first opened.
 */

import { answerMessages, askBackground, message, uiLanguage } from './in-page.js';
import { Stage } from './ui/stage.js';

/** @type {Stage|null} */
let stage = null;
/** @type {import('./messages.js').Show|null} */
let shown = null;
let address = '';

/** @param {import('./messages.js').Show} answer */
function show(answer) {
  shown = answer;
  address = addressOfPage();
  stage ??= new Stage({ root: document, load, onChange: onAddressChange });
  stage.show({ ...answer, response: async () => (await import('./ui/packing.js')).unpack(answer.response), language: uiLanguage() });
  return stage.overlay.tally();
}

/** What draws cards and panel, in the reader's language. */
async function load() {
  const [surfaces, { speak }, { reportWith }] = await Promise.all([import('./ui/surfaces.js'), import('./ui/words.js'), import('./ui/report-button.js')]);
  speak(message, uiLanguage());
  reportWith((subject) => askBackground({ type: 'open-report', subject }));
  return surfaces;
}

function remove() {
  stage?.remove();
  stage = null;
  shown = null;
}

const addressOfPage = () => location.origin + location.pathname + location.search;

/** Sites built as one page change their address without loading: the marks belong to the article that was there. */
function onAddressChange() {
  if (!stage || address === addressOfPage()) return;
  remove();
  askBackground({ type: 'left', address });
}

/** A page that comes back whole from the browser's memory still has its marks; the background forgot it when it was left. */
function onReturn(/** @type {PageTransitionEvent} */ { persisted }) {
  if (persisted && shown && stage) askBackground({ type: 'back', url: location.href, response: shown.response, marks: stage.overlay.tally() });
}

/** @param {KeyboardEvent} event */
function onShortcut(event) {
  if (!(event.altKey && event.shiftKey && event.code === 'KeyS')) return;
  event.preventDefault();
  stage?.openPanel();
}

answerMessages({
  show,
  'open-panel': () => stage?.openPanel(),
  'open-card': ({ key }) => stage?.openCard(key, { focus: true }),
  'read-text': async () => (await import('./ui/article-text.js')).articleText(document),
  remove,
});

document.addEventListener('keydown', onShortcut, true); // before the page and our own surfaces
/** @type {any} */ (globalThis).navigation?.addEventListener('currententrychange', onAddressChange);
addEventListener('pagehide', () => stage && askBackground({ type: 'left', address }));
addEventListener('pageshow', onReturn);
