/**
 * In the page: shows what the background hands over and does what the popup asks.
 */

import { answerMessages, askBackground, message, uiLanguage } from './browser.js';
import { articleText } from './ui/article-text.js';
import { Stage } from './ui/stage.js';
import { speak } from './ui/words.js';

/** @type {Stage|null} */
let stage = null;

/** @param {import('./ui/api-types.js').AnnotationPage} response */
function show(response) {
  stage ??= new Stage({ root: document.body, panel: true });
  stage.show(response);
  return stage.overlay.tally();
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
  remove: () => {
    stage?.remove();
    stage = null;
  },
});

speak(message, uiLanguage());
document.addEventListener('keydown', onShortcut);
addEventListener('pagehide', () => askBackground({ type: 'left' }));
