/**
 * Marks findings in a document with CSS highlights and tells which finding lies under a point. The document's nodes stay as they are.
 */

import { swatch } from './findings.js';
import { rangesOfQuotes, readText, stillShows } from './ranges.js';

/** @typedef {import('./finding-model.js').Finding} Finding */
/** @typedef {{finding: Finding, exact: string, range: Range}} Anchored */

const NAMES = /** @type {const} */ (['person', 'organization', 'unlinked', 'active']);
const RESCAN_DELAY = 150;
const LONGEST_DELAY = 5000;
const NARROW = 560;

export class Overlay {
  /**
   * @param {Node} root the part of the document to mark
   * @param {Element|null} [host] our own shadow host, left out of reading and watching
   */
  constructor(root, host = null) {
    this.root = root;
    this.host = host;
    /** @type {Finding[]} */
    this.findings = [];
    /** @type {Anchored[]} */
    this.anchored = [];
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    this.delay = RESCAN_DELAY;
    this.observer = new MutationObserver((records) => this.onMutations(records));
  }

  /** @param {Finding[]} findings */
  show(findings) {
    this.findings = findings;
    this.rescan();
    this.observer.observe(this.root, { childList: true, characterData: true, subtree: true });
  }

  /** Takes every mark away. */
  clear() {
    this.observer.disconnect();
    clearTimeout(this.timer);
    this.timer = undefined;
    this.findings = [];
    this.anchored = [];
    for (const name of NAMES) CSS.highlights.delete(`sidenote-${name}`);
  }

  /** Anchors all marks anew in the document as it stands. */
  rescan() {
    const index = readText(this.root, this.host);
    const marks = this.findings.flatMap((finding) => finding.marks.map((mark) => ({ finding, mark }))).sort((one, other) => one.mark.start - other.mark.start);
    const ranges = rangesOfQuotes(index, marks.map(({ mark }) => mark));
    this.anchored = marks.flatMap(({ finding, mark: { exact } }, i) => {
      const range = ranges[i];
      return range ? [{ finding, exact, range }] : [];
    });
    for (const name of ['person', 'organization', 'unlinked']) {
      const ranges = this.anchored.filter(({ finding }) => swatch(finding) === name).map(({ range }) => range);
      CSS.highlights.set(`sidenote-${name}`, new Highlight(...ranges));
    }
  }

  /** How many mentions could be marked, of how many. */
  tally() {
    return { found: this.anchored.length, all: this.findings.reduce((sum, { marks }) => sum + marks.length, 0) };
  }

  /**
   * Emphasises one finding's marks, or none.
   *
   * @param {Finding|null} finding
   */
  point(finding) {
    const active = new Highlight(...this.rangesOf(finding));
    active.priority = 1;
    CSS.highlights.set('sidenote-active', active);
  }

  /**
   * @param {Finding|null} finding
   * @returns {Range[]}
   */
  rangesOf(finding) {
    return this.anchored.filter((anchored) => anchored.finding.key === finding?.key).map(({ range }) => range);
  }

  /**
   * Brings a finding's first mark into view.
   *
   * @param {Finding} finding
   */
  reveal(finding) {
    const [range] = this.rangesOf(finding);
    const element = range?.startContainer.parentElement;
    if (!range || !element) return;
    const box = range.getBoundingClientRect();
    const sheet = innerWidth <= NARROW; // the card then covers the lower part of the window
    if (box.top >= 0 && box.bottom <= innerHeight * (sheet ? 0.35 : 1)) return;
    element.scrollIntoView({ block: sheet ? 'start' : 'center', behavior: 'instant' });
  }

  /**
   * The finding whose mark lies under a point of the window, or null.
   *
   * @param {number} x
   * @param {number} y
   * @returns {Anchored|null}
   */
  at(x, y) {
    const caret = document.caretPositionFromPoint(x, y);
    if (!caret) return null;
    for (const anchored of this.anchored) {
      const { range } = anchored;
      const near = range.startContainer.getRootNode() === caret.offsetNode.getRootNode() && range.isPointInRange(caret.offsetNode, caret.offset);
      if (near && [...range.getClientRects()].some((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)) return anchored;
    }
    return null;
  }

  /** @param {MutationRecord[]} records */
  onMutations(records) {
    if (records.every(({ target }) => target === this.host)) return;
    if (records.every(({ target, addedNodes, removedNodes }) => target === document.documentElement && [...addedNodes, ...removedNodes].every((node) => node === this.host))) return;
    this.timer ??= setTimeout(() => this.repair(), this.delay);
  }

  /** Anchors again where marks were lost at once; where some were never found, ever less often, so that a lively page costs nothing. */
  repair() {
    this.timer = undefined;
    const lost = this.anchored.some(({ range, exact }) => !stillShows(range, exact));
    const { found: before, all } = this.tally();
    if (!lost && before === all) return;
    this.rescan();
    this.delay = lost || this.anchored.length > before ? RESCAN_DELAY : Math.min(this.delay * 2, LONGEST_DELAY);
  }
}
