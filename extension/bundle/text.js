/**
 * The text of an outlet bundle as the server sends it, taken apart: docs/bundle.md. Pure.
 */

/** @typedef {{edition: string, from?: string, sha256: string, key: string, signature: string}} Envelope */
/** @typedef {{format: number, edition: string, created: string, outlets: number, lines: number}} Header */
/** @typedef {{key: string, hosts?: string[], text: string}} Row a line as it is stored; `hosts` only of outlets */

export const FORMAT = 1;

/**
 * @param {string} answer
 * @returns {{envelope: Envelope, rest: string}}
 */
export function openEnvelope(answer) {
  const end = answer.indexOf('\n');
  return { envelope: JSON.parse(answer.slice(0, end)), rest: answer.slice(end + 1) };
}

/**
 * The new text, from the old one's lines and the steps of a delta: `[first, count]` keeps lines, any other line is new.
 *
 * @param {string[]} old lines without their ends, the header first
 * @param {string} delta
 * @returns {string}
 */
export function applyDelta(old, delta) {
  /** @type {string[]} */
  const lines = [];
  for (const line of linesOf(delta)) {
    const kept = /^\[(\d+),(\d+)\]$/.exec(line);
    if (kept) for (const same of old.slice(Number(kept[1]), Number(kept[1]) + Number(kept[2]))) lines.push(same);
    else lines.push(line);
  }
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * @param {string} text
 * @returns {string[]}
 */
export function linesOf(text) {
  const lines = text.split('\n');
  lines.pop();
  return lines;
}

/**
 * The header and the rows of a bundle's text.
 *
 * @param {string} text
 * @returns {{header: Header, rows: Row[]}}
 */
export function rowsOf(text) {
  const [first, ...lines] = linesOf(text);
  return { header: JSON.parse(first), rows: lines.map(rowOf) };
}

/** @param {string} text */
function rowOf(text) {
  const key = text.slice(2, text.indexOf('"', 2));
  if (!key.startsWith('o:')) return { key, text };
  const line = JSON.parse(text);
  return { key, hosts: [...new Set([line[0].slice(2), ...(line[4] || [])].map(hostOf))], text };
}

/** @param {string} place host, or host and path */
const hostOf = (place) => place.split('/', 1)[0];
