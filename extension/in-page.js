/**
 * The part of the browser's extension interface that our script in a page needs, apart from browser.js so that the page loads no more than that.
 */

/** @type {typeof chrome} */
const api = /** @type {any} */ (globalThis).browser ?? chrome;

/** @typedef {import('./messages.js').Message} Message */

const TRIES = 5;
const PAUSE = 200;

/**
 * Asks the background. Browsers stop it when they like, also in the middle of an answer: then it is asked again, and starts anew.
 *
 * @param {Message} message
 * @returns {Promise<any>}
 */
export async function askBackground(message) {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await api.runtime.sendMessage(message);
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

/**
 * Answers messages with a map of handlers by message type.
 *
 * @param {Record<string, (message: any, tabId: number|undefined) => unknown>} handlers
 */
export function answerMessages(handlers) {
  api.runtime.onMessage.addListener((message, sender, reply) => {
    const handler = handlers[message?.type];
    if (!handler || sender.id !== api.runtime.id) return false;
    Promise.resolve(handler(message, sender.tab?.id)).then(reply, (error) => reply({ failed: String(error) }));
    return true;
  });
}

/** @type {import('./ui/words.js').Lookup} */
export const message = (key, substitutions) => api.i18n.getMessage(key, substitutions);

/** The reader's language. */
export const uiLanguage = () => api.i18n.getUILanguage();
