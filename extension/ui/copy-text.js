/**
 * The button that copies an answer as text.
 */

import { asText } from './as-text.js';
import { h } from './dom.js';
import { t } from './words.js';

/**
 * @param {import('./api-types.js').AnnotationPage} response
 * @returns {HTMLElement}
 */
export function copyButton(response) {
  const said = h('span', { role: 'status', class: 'quiet' });
  const copy = async () => {
    const done = await copied(asText(response), button);
    said.textContent = t(done ? 'copied' : 'not_copied');
  };
  const button = h('button', { type: 'button', class: 'quiet-button', click: copy }, t('copy_text'));
  return h('div', { class: 'actions' }, button, said);
}

/**
 * Puts text on the clipboard; pages without https, and some policies, leave only the old way.
 *
 * @param {string} text
 * @param {HTMLElement} button
 */
async function copied(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = h('textarea', { 'aria-hidden': 'true', style: 'position: fixed; opacity: 0' });
    field.value = text;
    button.after(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    button.focus();
    return done;
  }
}
