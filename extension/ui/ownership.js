/**
 * Draws the ownership chain: who is above whom, as boxes from the outlet upwards, with the same said in words for those who do not see it.
 */

import { validity } from './dates.js';
import { h, svg } from './dom.js';
import { ownershipChain } from './ownership-chain.js';
import { t, term } from './words.js';

const WIDTH = 320;
const GAP = 12;
const ROW_GAP = 46;
const LINE = 16;
const PER_ROW = 2;
const CHARACTER = 7;

/** @typedef {import('./ownership-chain.js').ChainNode & {x: number, y: number, width: number, height: number, lines: string[]}} Box */

/**
 * A figure of the chain above an entity, or null where the record knows none.
 *
 * @param {string} root
 * @param {Record<string, import('./api-types.js').Entity>} entities
 * @returns {HTMLElement|null}
 */
export function ownershipPicture(root, entities) {
  const { nodes, steps } = ownershipChain(root, entities);
  if (steps.length === 0) return null;
  const { boxes, height } = layOut(nodes);
  const words = steps.map(({ from, to, statement, disputed }) => {
    const name = (/** @type {string} */ id) => nodes.find((node) => node.id === id)?.name ?? id;
    const line = `${name(from)}: ${term('predicate', statement.predicate)} ${name(to)} (${validity(statement)})`;
    return disputed ? `${line}, ${t('disputed')}` : line;
  });
  const drawing = svg('svg', { viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': words.join('. '), class: 'chain' });
  for (const step of steps) drawing.append(...arrow(step, boxes));
  for (const box of boxes.values()) drawing.append(...drawBox(box, box.id === root));
  const disputed = steps.some((step) => step.disputed);
  return h('figure', { class: 'ownership' }, drawing, disputed && h('figcaption', {}, t('dashed_means')));
}

/**
 * Places the boxes in rows, the owners at the top.
 *
 * @param {import('./ownership-chain.js').ChainNode[]} nodes
 */
function layOut(nodes) {
  /** @type {Map<string, Box>} */
  const boxes = new Map();
  let y = 2;
  for (let depth = Math.max(...nodes.map((node) => node.depth)); depth >= 0; depth -= 1) {
    const level = nodes.filter((node) => node.depth === depth);
    for (let first = 0; first < level.length; first += PER_ROW) {
      const row = level.slice(first, first + PER_ROW);
      const width = row.length === 1 ? 220 : (WIDTH - 4 - GAP) / 2;
      const left = (WIDTH - row.length * width - (row.length - 1) * GAP) / 2;
      const lines = row.map(({ name }) => wrap(name, Math.floor((width - 20) / CHARACTER)));
      const height = Math.max(...lines.map((l) => l.length)) * LINE + 16;
      row.forEach((node, i) => boxes.set(node.id, { ...node, x: left + i * (width + GAP), y, width, height, lines: lines[i] }));
      y += height + (first + PER_ROW < level.length ? GAP : ROW_GAP);
    }
  }
  return { boxes, height: y - ROW_GAP + 2 };
}

/**
 * @param {Box} box
 * @param {boolean} isRoot
 */
function drawBox({ id, x, y, width, height, lines }, isRoot) {
  const middle = x + width / 2;
  const top = y + height / 2 - ((lines.length - 1) * LINE) / 2 + 5;
  const text = svg('text', { 'text-anchor': 'middle', class: isRoot ? 'box-name root' : 'box-name' });
  lines.forEach((line, i) => text.append(svg('tspan', { x: middle, y: top + i * LINE }, line)));
  const kind = isRoot ? 'box root' : id.startsWith('literal:') ? 'box literal' : 'box';
  return [svg('rect', { x, y, width, height, rx: 6, class: kind }), text];
}

/**
 * @param {import('./ownership-chain.js').ChainStep} step
 * @param {Map<string, Box>} boxes
 */
function arrow({ from, to, statement, disputed }, boxes) {
  const below = /** @type {Box} */ (boxes.get(from));
  const above = /** @type {Box} */ (boxes.get(to));
  if (above.y >= below.y) return [];
  const [x1, y1] = [below.x + below.width / 2, below.y];
  const [x2, y2] = [above.x + above.width / 2, above.y + above.height];
  const middle = (y1 + y2) / 2;
  const since = statement.valid_from ? ` · ${t('since', statement.valid_from.slice(0, 4))}` : '';
  return [
    svg('path', { d: `M${x1} ${y1} C${x1} ${middle} ${x2} ${middle} ${x2} ${y2 + 6}`, class: disputed ? 'step disputed' : 'step' }),
    svg('path', { d: `M${x2 - 4} ${y2 + 7} L${x2} ${y2 + 1} L${x2 + 4} ${y2 + 7} Z`, class: 'tip' }),
    svg('text', { x: (x1 + x2) / 2, y: middle + 4, 'text-anchor': 'middle', class: 'step-name' }, term('predicate', statement.predicate) + since),
  ];
}

/**
 * Breaks a name into lines of about `limit` characters; wide (CJK) characters count double.
 *
 * @param {string} name
 * @param {number} limit
 * @returns {string[]}
 */
function wrap(name, limit) {
  const size = (/** @type {string} */ text) => [...text].reduce((sum, c) => sum + (c >= '\u2e80' ? 2 : 1), 0);
  /** @type {string[]} */
  const lines = [''];
  for (const word of name.split(/(?<=\s)|(?<=[\u2e80-\u9fff])/)) {
    const last = lines[lines.length - 1];
    if (last && size(last + word.trimEnd()) > limit) lines.push(word);
    else lines[lines.length - 1] = last + word;
  }
  return lines.map((line) => line.trim());
}
