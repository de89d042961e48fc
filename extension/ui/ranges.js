/**
 * The DOM side of anchoring: reads a document's text with the places of its nodes and turns places into live ranges. Changes nothing.
 */

import { findQuotes } from './anchoring.js';
import { foldParts, foldedText, lastAtOrBefore } from './folding.js';

/** @typedef {{folded: import('./folding.js').Folded, nodes: Text[], starts: number[], roots: ShadowRoot[]}} TextIndex `roots`: open shadow roots met */

const SILENT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TEXTAREA', 'SELECT', 'OPTION', 'IFRAME', 'OBJECT', 'HEAD', 'SVG', 'CANVAS', 'VIDEO', 'AUDIO']);
const INLINE = new Set(
  'A ABBR ACRONYM B BDI BDO BIG CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK Q S SAMP SMALL SPAN STRONG SUB SUP TIME TT U VAR WBR'.split(' '),
);

/**
 * Reads the text below a node, open shadow roots included. Block edges and line breaks become line feeds, so that words of neighbouring
 * blocks do not run together.
 *
 * @param {Node} root
 * @param {Element|null} [leaveOut] our own shadow host
 * @returns {TextIndex}
 */
export function readText(root, leaveOut = null) {
  /** @type {Text[]} */
  const nodes = [];
  /** @type {number[]} */
  const starts = [];
  /** @type {string[]} */
  const parts = [];
  /** @type {ShadowRoot[]} */
  const roots = [];
  let length = 0;
  const put = (/** @type {string} */ text) => {
    parts.push(text);
    length += text.length;
  };
  const walk = (/** @type {Node} */ node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      nodes.push(/** @type {Text} */ (node));
      starts.push(length);
      put(/** @type {Text} */ (node).data);
      return;
    }
    const element = node.nodeType === Node.ELEMENT_NODE ? /** @type {Element} */ (node) : null;
    if (element && (element === leaveOut || SILENT.has(element.tagName.toUpperCase()))) return;
    const block = element !== null && !INLINE.has(element.tagName);
    if (block) put('\n');
    if (element?.shadowRoot) {
      roots.push(element.shadowRoot);
      walk(element.shadowRoot);
    }
    for (let child = node.firstChild; child; child = child.nextSibling) walk(child);
    if (block) put('\n');
  };
  walk(root);
  return { folded: foldParts(parts), nodes, starts, roots };
}

/**
 * A live range over each quote, or null where it is not surely there.
 *
 * @param {TextIndex} index
 * @param {import('./anchoring.js').Quote[]} quotes in the order of the article
 * @returns {(Range|null)[]}
 */
export function rangesOfQuotes(index, quotes) {
  const places = findQuotes(index.folded, quotes, ({ start }) => isRendered(index.nodes[lastAtOrBefore(index.starts, start)]));
  return places.map((place, i) => place && rangeAt(index, place, quotes[i].exact));
}

/**
 * @param {TextIndex} index
 * @param {import('./anchoring.js').Place} place
 * @param {string} exact
 * @returns {Range|null} null where it would cross a shadow root's edge or show other words
 */
function rangeAt(index, place, exact) {
  const first = lastAtOrBefore(index.starts, place.start);
  const last = lastAtOrBefore(index.starts, place.end - 1);
  if (index.nodes[first].getRootNode() !== index.nodes[last].getRootNode()) return null;
  const range = index.nodes[first].ownerDocument.createRange();
  range.setStart(index.nodes[first], place.start - index.starts[first]);
  range.setEnd(index.nodes[last], place.end - index.starts[last]);
  return foldedText(range.toString()) === foldedText(exact) ? range : null;
}

/** @param {Text} node */
function isRendered(node) {
  const parent = node.parentElement;
  return !parent || typeof parent.checkVisibility !== 'function' || parent.checkVisibility();
}
