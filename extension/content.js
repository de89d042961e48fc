/**
 * In the page: shows what the background hands over and does what the popup asks.
 */

import { answerMessages, askBackground, message, uiLanguage } from './browser.js';
import { articleText } from './ui/article-text.js';
import { reportWith } from './ui/report-button.js';
import { Stage } from './ui/stage.js';
import { speak } from './ui/words.js';

/** @type {Stage|null} */
let stage = null;
let address = '';

/** @param {import('./ui/api-types.js').AnnotationPage} response */
function show(response) {
  stage ??= new Stage({ root: document.body, panel: true });
  address = addressOfPage();
  stage.show(response);
  return stage.overlay.tally();
}

function remove() {
  stage?.remove();
  stage = null;
}

const addressOfPage = () => location.origin + location.pathname + location.search;

/** Sites built as one page change their address without loading: the marks belong to the article that was there. */
function onAddressChange() {
  if (!stage || address === addressOfPage()) return;
  remove();
  askBackground({ type: 'left' });
}

/** @param {KeyboardEvent} event */
function onShortcut(event) {
  if (!(event.altKey && event.shiftKey && event.code === 'KeyS')) return;
  event.preventDefault();
  stage?.openPanel();
}

answerMessages({
  show: ({ response }) => show(response),
  'open-panel': () => stage?.openPanel(),
  'open-card': ({ key }) => {
    const finding = stage?.findings.find((candidate) => candidate.key === key);
    if (finding) stage?.openCard(finding, { focus: true });
  },
  'read-text': () => articleText(document),
  remove,
});

speak(message, uiLanguage());
reportWith((subject) => askBackground({ type: 'open-report', subject }));
document.addEventListener('keydown', onShortcut);
/** @type {any} */ (globalThis).navigation?.addEventListener('currententrychange', onAddressChange);
addEventListener('pagehide', () => askBackground({ type: 'left' }));
