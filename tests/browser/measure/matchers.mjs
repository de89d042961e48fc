/**
 * The implementations of the W3C TextQuoteSelector that are compared, run inside a page: ours, and Apache Annotator's, which matches character by
 * character.
 */

export const MATCHERS = ['sidenote', 'apache-annotator'];

/** A module that puts `matchers.run(name, quotes)` into a page. */
export function matchersScript() {
  return `
import { createTextQuoteSelectorMatcher } from '@apache-annotator/dom';
import { fold } from './extension/ui/folding.js';
import { rangesOfQuotes, readText } from './extension/ui/ranges.js';

const isText = (node) => !node.parentElement?.closest('script, style, noscript, template');

const matchers = {
  sidenote(quotes) {
    return rangesOfQuotes(readText(document), quotes);
  },
  // It searches scripts, too: the first match in the text of the page counts.
  'apache-annotator': (quotes) =>
    Promise.all(quotes.map(async ({ exact, prefix, suffix }) => {
      for await (const range of createTextQuoteSelectorMatcher({ type: 'TextQuoteSelector', exact, prefix, suffix })(document.body)) {
        if (isText(range.startContainer)) return range;
      }
      return null;
    })),
};

/** The page's text as it stands, with the place of each text node: for judging alone, and independent of what is judged. */
function pageText() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const places = new Map();
  let text = '';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!isText(node)) continue;
    places.set(node, text.length);
    text += node.data;
  }
  return { text, places };
}

/** Whether a range is the quote in its own surroundings: the same words, and twelve folded characters of both sides together, or all there are. */
function judge({ text, places }, quote, range) {
  if (!range) return 'none';
  const start = places.get(range.startContainer) + range.startOffset;
  const end = places.get(range.endContainer) + range.endOffset;
  if (fold(text.slice(start, end)).text !== fold(quote.exact).text) return 'wrong';
  const before = fold(text.slice(Math.max(0, start - 400), start)).text;
  const after = fold(text.slice(end, end + 400)).text;
  const [wantedBefore, wantedAfter] = [fold(quote.before).text, fold(quote.after).text];
  let agree = 0;
  for (let i = 1; i <= wantedBefore.length && before.at(-i) === wantedBefore.at(-i); i += 1) agree += 1;
  for (let i = 0; i < wantedAfter.length && after[i] === wantedAfter[i]; i += 1) agree += 1;
  return agree >= Math.min(12, wantedBefore.length + wantedAfter.length) ? 'right' : 'wrong';
}

globalThis.matchers = {
  async run(name, quotes) {
    const began = performance.now();
    const ranges = await matchers[name](quotes);
    const took = performance.now() - began;
    const page = pageText();
    return { took, found: ranges.map((range, i) => judge(page, quotes[i], range)) };
  },
  /** What stands in the page where a quote anchors, to see why another implementation did not. */
  raw(quote) {
    const range = matchers.sidenote([quote])[0];
    const { text, places } = pageText();
    return range && text.slice(Math.max(0, places.get(range.startContainer) + range.startOffset - 40), places.get(range.endContainer) + range.endOffset + 40);
  },
};`;
}
