/**
 * Draws the ownership chain as a tree: the outlet on top, below it what it is part of or owned by, step by step, with the same said in words for
 * those who do not see it.
 */

import { validity } from './dates.js';
import { h, svg } from './dom.js';
import { ownershipChain } from './ownership-chain.js';
import { t, term } from './words.js';

const WIDTH = 320;
const INDENT = 24;
const LINE = 17;
const LABEL = 18;
const GAP = 10;
const CHARACTER = 7.2;
const LONGEST_ROLE = 24;

/** @typedef {import('./ownership-chain.js').ChainStep} ChainStep */
/** @typedef {import('./api-types.js').Statement} Statement */
/** @typedef {{id: string, lines: string[], step: ChainStep|null, x: number, y: number, height: number}} Row */

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
  const names = new Map(nodes.map(({ id, name, reason }) => [id, reason ? `${t('unknown')}: ${reason}` : name]));
  const states = new Set(nodes.filter(({ state }) => state).map(({ id }) => id));
  const rows = layOut(root, steps, names);
  const last = rows[rows.length - 1];
  pictures += 1;
  const [title, text] = [`ownership-${pictures}`, `ownership-${pictures}-text`];
  const drawing = svg('svg', { viewBox: `0 0 ${WIDTH} ${last.y + last.height + 2}`, role: 'img', 'aria-labelledby': title, 'aria-describedby': text, class: 'chain' });
  const said = steps.map((step) => `${names.get(step.from)}: ${stepWords(step, states)} ${names.get(step.to)}`);
  drawing.append(svg('title', { id: title }, t('ownership_title', names.get(root) ?? root)), svg('desc', { id: text }, said.join('. ')));
  for (const row of rows) drawing.append(...drawRow(row, rows, states));
  return h('figure', { class: 'ownership' }, drawing, steps.some(({ disputed }) => disputed) && h('figcaption', {}, t('dashed_means')));
}

let pictures = 0;

/**
 * What a statement says the step is, at which level and for which share: a publisher or operator is not an owner, and an owner may be one of several.
 *
 * @param {Statement} statement
 */
function levelWords({ predicate, role, qualifiers = {} }) {
  return [term('predicate', predicate), role && role.length <= LONGEST_ROLE && role, qualifiers.share !== undefined && t('share', qualifiers.share)].filter(Boolean).join(' · ');
}

/**
 * The words above a step's box: every level once, whether a state stands there, and since when where all statements agree.
 *
 * @param {ChainStep} step
 * @param {Set<string>} states
 */
export function stepLabel({ to, statements }, states) {
  const since = new Set(statements.map(({ valid_from: from }) => from?.slice(0, 4)));
  const [year] = since.size === 1 ? since : [];
  return [...new Set(statements.map(levelWords)), states.has(to) && t('state_box'), year && t('since', year)].filter(Boolean).join(' · ');
}

/**
 * The same for those who do not see it: every statement with its own dates.
 *
 * @param {ChainStep} step
 * @param {Set<string>} states
 */
export function stepWords({ to, statements, disputed }, states) {
  const said = statements.map((statement) => `${levelWords(statement)} (${validity(statement)})`);
  return [...said, states.has(to) && t('state_box'), disputed && t('disputed')].filter(Boolean).join(', ');
}

/**
 * A row for the root and for each step, owners below what they own. Whoever stands in two places is followed further in the first alone.
 *
 * @param {string} root
 * @param {ChainStep[]} steps
 * @param {Map<string, string>} names
 * @returns {Row[]}
 */
function layOut(root, steps, names) {
  /** @type {Row[]} */
  const rows = [];
  const followed = new Set();
  const place = (/** @type {string} */ id, /** @type {ChainStep|null} */ step, /** @type {number} */ depth) => {
    const x = 1 + depth * INDENT;
    const lines = wrap(names.get(id) ?? id, Math.floor((WIDTH - x - 22) / CHARACTER));
    const above = rows[rows.length - 1];
    const y = above ? above.y + above.height + GAP + LABEL : 1;
    rows.push({ id, lines, step, x, y, height: lines.length * LINE + 13 });
    if (followed.has(id)) return;
    followed.add(id);
    for (const next of steps.filter(({ from }) => from === id)) place(next.to, next, depth + 1);
  };
  place(root, null, 0);
  return rows;
}

/**
 * @param {Row} row
 * @param {Row[]} rows
 * @param {Set<string>} states
 */
function drawRow(row, rows, states) {
  const { id, lines, step, x, y, height } = row;
  const kind = step === null ? 'box root' : /^(literal|unknown):/.test(id) ? 'box literal' : states.has(id) ? 'box state' : 'box';
  const name = svg('text', { class: step ? 'box-name' : 'box-name root' });
  lines.forEach((line, i) => name.append(svg('tspan', { x: x + 11, y: y + 20 + i * LINE }, line)));
  const box = svg('rect', { x, y, width: WIDTH - x - 1, height, rx: 6, class: kind });
  if (step === null) return [box, name];
  const below = /** @type {Row} */ (rows.findLast((other) => other.id === step.from && other.y < y));
  const trunk = below.x + INDENT / 2;
  const line = svg('path', { d: `M${trunk} ${below.y + below.height} V${y + 12} Q${trunk} ${y + 16} ${trunk + 4} ${y + 16} H${x}`, class: step.disputed ? 'step disputed' : 'step' });
  const label = svg('text', { x: x + 2, y: y - 6, class: 'step-name' }, stepLabel(step, states));
  return [line, box, name, label];
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
