/**
 * Builds elements from text and attributes. Everything shown goes through here, so that no record or page text is ever read as HTML.
 */

const SVG = 'http://www.w3.org/2000/svg';

/** @typedef {Node|string|null|undefined|false} Child */
/** @typedef {Record<string, string|number|boolean|null|undefined|((event: any) => void)>} Attributes functions become listeners of the event they are named after */

/**
 * @param {Element} element
 * @param {Attributes} attributes
 * @param {Child[]} children
 */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) {
    if (child || child === '') element.append(child);
  }
}

/**
 * An HTML element.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

/**
 * An SVG element.
 *
 * @param {string} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  fill(element, attributes, children);
  return element;
}

/**
 * A link to a cited document, or plain text where the address is not one a browser should follow.
 *
 * @param {string|null|undefined} url
 * @param {string} text
 * @param {Attributes} [attributes]
 * @returns {HTMLElement}
 */
export function link(url, text, attributes = {}) {
  if (!isWebAddress(url)) return h('span', attributes, text);
  return h('a', { ...attributes, href: url, target: '_blank', rel: 'noopener noreferrer', referrerpolicy: 'no-referrer' }, text);
}

/**
 * Whether an address from a record is http or https: `javascript:`, `data:` and the like are never made clickable.
 *
 * @param {string|null|undefined} url
 * @returns {url is string}
 */
export function isWebAddress(url) {
  try {
    return ['http:', 'https:'].includes(new URL(url ?? '').protocol);
  } catch {
    return false;
  }
}
