/**
 * Labels at links, laid over the page: nothing of the page is edited or moved. A label stands behind its link where there is room for it; every labelled
 * link is marked, and shows its label when it is pointed at or has focus.
 */

import { h } from './dom.js';

/** @typedef {{name: string, above: string|null, state: string|null}} OutletLabel */
/** @typedef {{link: HTMLAnchorElement, label: OutletLabel}} LabelledLink */

const HIGHLIGHT = 'sidenote-link';
const GAP = 6;
export class LinkLabels {
  /** @type {LabelledLink[]} */
  #links = [];
  /** @type {HTMLElement|null} */
  #host = null;
  #surface = h('div', { hidden: true });
  #hint = h('span', { class: 'label', hidden: true, 'aria-hidden': 'true' });

  constructor() {
    for (const name of ['pointerover', 'focusin']) document.addEventListener(name, (event) => this.#hintAt(event.target));
    for (const name of ['pointerout', 'focusout']) document.addEventListener(name, () => (this.#hint.hidden = true));
  }

  /** @param {LabelledLink[]} links */
  show(links) {
    this.#links = links;
    if (links.length === 0 && !this.#host) return;
    this.#open();
    CSS.highlights.set(HIGHLIGHT, new Highlight(...links.map(({ link }) => wholeOf(link))));
    this.place();
  }

  /** Puts each label behind its link, where nothing is covered. All is measured first and written after, so that the page is laid out once. */
  place() {
    if (this.#surface.hidden) return;
    const labels = this.#links.map(({ label }) => h('span', { class: 'label', 'aria-hidden': 'true' }, label.above ?? label.name));
    this.#surface.replaceChildren(...labels, this.#hint);
    const places = labels.map((element, i) => roomBehind(this.#links[i].link, element.getBoundingClientRect()));
    for (const [i, place] of places.entries()) {
      if (place) move(labels[i], place);
      else labels[i].remove();
    }
  }

  /** What a list of them says, in the order of the page. */
  list() {
    return this.#links.map(({ link, label }) => ({ words: link.textContent?.trim().slice(0, 120) ?? '', name: label.name, above: label.above }));
  }

  /** @param {number} index of the list */
  goTo(index) {
    const link = this.#links[index]?.link;
    link?.scrollIntoView({ block: 'center' });
    link?.focus({ focusVisible: true });
  }

  /** @param {Node} node */
  owns(node) {
    return node === this.#host;
  }

  remove() {
    CSS.highlights.delete(HIGHLIGHT);
    this.#host?.remove();
    this.#host = null;
    this.#surface.hidden = true;
    this.#links = [];
  }

  #open() {
    if (this.#host?.isConnected) return;
    this.#host = document.createElement('sidenote-links');
    const style = h('link', { rel: 'stylesheet', href: new URL('link-labels.css', import.meta.url).href });
    style.addEventListener('load', () => {
      this.#surface.hidden = false;
      this.place();
    });
    this.#host.attachShadow({ mode: 'open' }).append(style, this.#surface);
    document.documentElement.append(this.#host);
  }

  /** @param {EventTarget|null} target */
  #hintAt(target) {
    const found = target instanceof Element && this.#links.find(({ link }) => link.contains(target));
    if (!found) return;
    const { name, above } = found.label;
    this.#hint.textContent = above ? `${name} · ${above}` : name;
    this.#hint.hidden = false;
    const box = boxesOf(found.link)[0];
    if (box) move(this.#hint, { x: box.left, y: box.top >= 20 ? box.top - 19 : box.bottom + 3 });
  }
}

/** @param {HTMLAnchorElement} link */
function wholeOf(link) {
  const range = document.createRange();
  range.selectNodeContents(link);
  return range;
}

/** @param {HTMLAnchorElement} link */
function boxesOf(link) {
  return [...wholeOf(link).getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
}

/**
 * Where a label of a size may stand behind a link, in the window's coordinates; null where it would cover text or leave the block that the link is in.
 *
 * @param {HTMLAnchorElement} link
 * @param {{width: number, height: number}} size
 */
function roomBehind(link, { width, height }) {
  const last = boxesOf(link).at(-1);
  const block = blockOf(link);
  if (!last || !block || getComputedStyle(link).direction === 'rtl') return null;
  const x = last.right + GAP;
  const y = last.top + (last.height - height) / 2;
  const inside = block.getBoundingClientRect();
  if (x + width > Math.min(inside.right, document.documentElement.clientWidth)) return null;
  const covered = document.createRange();
  covered.setStartAfter(link);
  covered.setEndAfter(block.lastChild ?? link);
  const meets = (/** @type {DOMRect} */ box) => box.width > 0 && box.left < x + width && box.right > x && box.top < y + height && box.bottom > y;
  return [...covered.getClientRects()].some(meets) ? null : { x, y };
}

/**
 * The nearest block around a link.
 *
 * @param {Element} link
 */
function blockOf(link) {
  let block = link.parentElement;
  while (block && getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
  return block;
}

/**
 * @param {HTMLElement} label
 * @param {{x: number, y: number}} place in the window
 */
function move(label, { x, y }) {
  label.style.left = `${x + scrollX}px`;
  label.style.top = `${y + scrollY}px`;
}
