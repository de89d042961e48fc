/**
 * The text of the article a reader sees, for the case that the server cannot fetch it and the reader agrees to send it.
 */

const PLACES = ['article', '[itemprop="articleBody"]', 'main', '[role="main"]'];
const LEAST = 400;

/**
 * The longest article-like part's rendered text, else the whole body's.
 *
 * @param {Document} page
 * @returns {string}
 */
export function articleText(page) {
  for (const place of PLACES) {
    const texts = [.../** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(place))].map((element) => element.innerText.trim());
    const longest = texts.reduce((best, text) => (text.length > best.length ? text : best), '');
    if (longest.length >= LEAST) return longest;
  }
  return page.body.innerText.trim();
}
