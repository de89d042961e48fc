/**
 * Marks mentions in a document with CSS highlights and tells which finding lies under a point. The document's nodes stay as they are.
 */

import { rangesOfQuotes, readText } from './ranges.js';

/** @typedef {import('./finding-model.js').PageMark} PageMark */
/** @typedef {{mark: PageMark, range: Range, text: string}} Anchored `text`: what the range showed when it was set */

const LOOKS = /** @type {const} */ (['person', 'organization', 'unlinked']);
const ACTIVE = 'sidenote-active';
const CHECK_DELAY = 150;
const LONGEST_CHECK_DELAY = 350;
const LONGEST_DELAY = 5000;
const ANEW = -1;
const NARROW = 560;

export class Overlay {
  /**
   * @param {Node} root the part of the document to mark
   * @param {Element} host our own shadow host, left out of reading and watching
   * @param {() => void} [onChange] the document changed
   */
  constructor(root, host, onChange = () => {}) {
    this.root = root;
    this.host = host;
    this.onChange = onChange;
    /** @type {PageMark[]} */
    this.marks = [];
    /** @type {Anchored[]} */
    this.anchored = [];
    /** @type {ShadowRoot[]} */
    this.roots = [];
    /** @type {string|null} */
    this.pointed = null;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.retry = undefined;
    this.patience = CHECK_DELAY;
    this.nextTry = 0;
    this.cost = 0;
    this.observer = new MutationObserver((records) => this.onMutations(records));
    this.onAfterPrint = () => this.paint();
    this.onResize = () => {
      this.nextTry = ANEW; // another layout may show another copy of the text
      this.later();
    };
  }

  /** @param {PageMark[]} marks in the order of the article */
  show(marks) {
    this.marks = marks;
    this.patience = CHECK_DELAY;
    this.rescan();
    addEventListener('resize', this.onResize);
    addEventListener('beforeprint', this.unpaint);
    addEventListener('afterprint', this.onAfterPrint);
  }

  /** Takes every mark away. */
  clear() {
    this.observer.disconnect();
    removeEventListener('resize', this.onResize);
    removeEventListener('beforeprint', this.unpaint);
    removeEventListener('afterprint', this.onAfterPrint);
    clearTimeout(this.timer);
    clearTimeout(this.retry);
    this.timer = this.retry = undefined;
    this.marks = [];
    this.anchored = [];
    this.unpaint();
  }

  /** Anchors all marks anew in the document as it stands. */
  rescan() {
    const index = readText(this.root, this.host);
    const ranges = rangesOfQuotes(index, this.marks);
    this.anchored = this.marks.flatMap((mark, i) => {
      const range = ranges[i];
      return range ? [{ mark, range, text: range.toString() }] : [];
    });
    this.paint();
    this.roots = index.roots;
    for (const root of [this.root, ...index.roots]) this.observer.observe(root, { childList: true, characterData: true, subtree: true });
  }

  paint() {
    for (const look of LOOKS) {
      CSS.highlights.set(`sidenote-${look}`, new Highlight(...this.anchored.filter(({ mark }) => mark.look === look).map(({ range }) => range)));
    }
    if (this.pointed) this.point(this.pointed);
  }

  unpaint() {
    for (const look of [...LOOKS, 'active']) CSS.highlights.delete(`sidenote-${look}`);
  }

  /** How many mentions could be marked, of how many. */
  tally() {
    return { found: this.anchored.length, all: this.marks.length };
  }

  /**
   * Emphasises one finding's marks, or none.
   *
   * @param {string|null} key
   */
  point(key) {
    this.pointed = key;
    const active = new Highlight(...this.rangesOf(key));
    active.priority = 1;
    CSS.highlights.set(ACTIVE, active);
  }

  /**
   * @param {string|null} key
   * @returns {Range[]} those that are shown first
   */
  rangesOf(key) {
    const ranges = this.anchored.filter(({ mark }) => mark.key === key).map(({ range }) => range);
    return ranges.sort((one, other) => Number(isShown(other)) - Number(isShown(one)));
  }

  /**
   * Brings a finding's first mark into view.
   *
   * @param {string} key
   */
  reveal(key) {
    const [range] = this.rangesOf(key);
    const element = range?.startContainer.parentElement;
    if (!range || !element || !isShown(range)) return;
    const box = range.getBoundingClientRect();
    const sheet = innerWidth <= NARROW; // the card then covers the lower part of the window
    if (box.top >= 0 && box.bottom <= innerHeight * (sheet ? 0.35 : 1)) return;
    element.scrollIntoView({ block: sheet ? 'start' : 'center', behavior: 'instant' });
  }

  /**
   * The mark that lies under a point of the window, or null.
   *
   * @param {number} x
   * @param {number} y
   * @returns {Anchored|null}
   */
  at(x, y) {
    const caret = document.caretPositionFromPoint(x, y);
    for (const anchored of this.anchored) {
      const { range } = anchored;
      const root = range.startContainer.getRootNode();
      const near = root instanceof ShadowRoot ? root.elementFromPoint(x, y)?.contains(range.startContainer) : caret && range.isPointInRange(caret.offsetNode, caret.offset);
      if (near && [...range.getClientRects()].some((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)) return anchored;
    }
    return null;
  }

  /** @param {MutationRecord[]} records */
  onMutations(records) {
    const own = (/** @type {MutationRecord} */ { addedNodes, removedNodes }) => addedNodes.length + removedNodes.length > 0 && [...addedNodes].every((node) => node === this.host) && removedNodes.length === 0;
    if (!records.every(own)) this.later();
  }

  /** Looks soon whether marks were lost: the sooner, the less looking costs on this page. */
  later() {
    this.timer ??= setTimeout(() => this.check(), Math.min(Math.max(CHECK_DELAY, 4 * this.cost), LONGEST_CHECK_DELAY));
  }

  /** Anchors again where marks were lost, at once; where some were never found, ever less often, so that a lively page costs nothing. */
  check() {
    this.timer = undefined;
    this.onChange();
    const lost = this.anchored.some(({ range, text }) => !range.startContainer.isConnected || range.toString() !== text);
    const before = this.anchored.length;
    if (!lost && before === this.marks.length && this.nextTry !== ANEW) return;
    const began = performance.now();
    if (!lost && began < this.nextTry) {
      this.retry ??= setTimeout(() => {
        this.retry = undefined;
        this.check();
      }, this.nextTry - began);
      return;
    }
    this.rescan();
    this.cost = performance.now() - began;
    this.patience = lost || this.anchored.length > before ? CHECK_DELAY : Math.min(this.patience * 2, LONGEST_DELAY);
    this.nextTry = began + this.patience;
  }
}

/** @param {Range} range */
function isShown({ startContainer }) {
  return startContainer.parentElement?.checkVisibility() ?? true;
}
