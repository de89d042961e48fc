/**
 * Panel and card on a document, inside the stage's shadow root. Owns focus, keyboard and placing. Loaded when one is first wanted.
 */

import { cardContent } from './card.js';
import { copyButton } from './copy-text.js';
import { h } from './dom.js';
import { findingsOf } from './finding-model.js';
import { findingsPart } from './findings.js';
import { outletCard } from './outlet-card.js';
import { profilePart } from './profile.js';
import { t } from './words.js';

/** @typedef {import('./api-types.js').AnnotationPage} AnnotationPage */
/** @typedef {import('./finding-model.js').Finding} Finding */
/** @typedef {import('./stage.js').Stage} Stage */

const MARGIN = 12;
const WIDE = 720;

export class Surfaces {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    /** @type {Finding[]} */
    this.findings = [];
    /** @type {AnnotationPage|null} */
    this.response = null;
    /** @type {string|null} */
    this.current = null;
    /** @type {HTMLElement|null} */
    this.cardOpener = null;
    /** @type {Element|null} */
    this.panelOpener = null;
    this.panel = h('aside', { class: 'panel', popover: 'manual', 'aria-label': t('panel_label') });
    this.card = h('div', { class: 'card', popover: 'manual', role: 'dialog', 'aria-labelledby': 'card-name' });
    stage.surface.append(this.panel, this.card);
  }

  get panelOpen() {
    return this.panel.matches(':popover-open');
  }

  get cardOpen() {
    return this.card.matches(':popover-open');
  }

  get cardHasFocus() {
    return this.card.contains(this.stage.shadow.activeElement);
  }

  /** Draws the panel for what the stage shows. */
  async fill() {
    const { shown } = this.stage;
    const response = (await shown?.response()) ?? null;
    if (response && shown === this.stage.shown) this.draw(response, Boolean(shown?.label));
    return this;
  }

  /**
   * @param {AnnotationPage} response
   * @param {boolean} withPanel
   */
  draw(response, withPanel) {
    this.response = response;
    this.findings = findingsOf(response);
    if (!withPanel) return;
    this.panel.replaceChildren(
      h(
        'header',
        { class: 'panel-head' },
        h('span', { class: 'brand', 'aria-hidden': 'true' }),
        h('span', { class: 'panel-title' }, 'Sidenote'),
        h('button', { type: 'button', class: 'quiet-button', click: () => this.stage.remove() }, t('take_away')),
        closeButton(() => this.closePanel()),
      ),
      findingsPart(this.findings, ({ key }, button) => this.openCard(key, { opener: button, focus: true }), (finding) => this.stage.overlay.point(finding?.key ?? null)),
      outletCard(response),
      profilePart(response.profile),
      copyButton(response),
      h('p', { class: 'colophon' }, t('edition', response.edition)),
    );
  }

  /**
   * Opens the panel with focus on its first finding.
   *
   * @param {Element|null} opener what had focus before
   */
  openPanel(opener) {
    this.panelOpener = this.card.contains(opener) ? null : opener;
    this.closeCard(); // it would lie below
    if (this.stage.strip.matches(':popover-open')) this.stage.strip.hidePopover();
    if (!this.panelOpen) this.panel.showPopover();
    const first = this.panel.querySelector('.findings button') ?? this.panel.querySelector('button');
    /** @type {HTMLElement|null} */ (first)?.focus({ preventScroll: true });
    this.panel.scrollTop = 0;
  }

  /** Closes the panel; focus goes back to where it was before. */
  closePanel() {
    this.closeCard();
    this.panel.hidePopover();
    this.stage.stay();
    const back = this.panelOpener instanceof HTMLElement && this.panelOpener !== document.body && this.panelOpener.isConnected ? this.panelOpener : this.stage.strip;
    back.focus();
  }

  /**
   * Opens a finding's card.
   *
   * @param {string} key
   * @param {import('./stage.js').HowToOpen} [how]
   */
  openCard(key, { opener = null, focus = false, near = null } = {}) {
    const at = this.findings.findIndex((finding) => finding.key === key);
    const { response, stage } = this;
    if (at === -1 || !response || !stage.shown) return;
    this.current = key;
    this.cardOpener = opener ?? this.cardOpener;
    this.card.replaceChildren(closeButton(() => this.closeCard()), cardContent(this.findings[at], response, 'card-name'), this.stepper(at));
    if (!this.cardOpen) this.card.showPopover();
    this.card.scrollTop = 0;
    stage.overlay.point(key);
    if (opener || focus) stage.overlay.reveal(key);
    this.place(near ?? stage.overlay.rangesOf(key)[0]?.getBoundingClientRect() ?? null);
    if (focus) /** @type {HTMLElement|null} */ (this.card.querySelector('#card-name'))?.focus({ preventScroll: true });
  }

  /** Closes the card; focus goes back to what opened it. */
  closeCard() {
    if (!this.cardOpen) return;
    const hadFocus = this.cardHasFocus;
    this.card.hidePopover();
    this.stage.overlay.point(null);
    this.current = null;
    if (hadFocus) this.cardOpener?.focus();
    this.cardOpener = null;
    this.stage.hover.release();
  }

  /**
   * Goes to the finding `by` places further, if there is one.
   *
   * @param {number} by
   */
  step(by) {
    const next = this.findings[this.findings.findIndex(({ key }) => key === this.current) + by];
    if (next) this.openCard(next.key, { focus: true, opener: this.buttonOf(next) });
  }

  /**
   * Buttons to the findings before and after.
   *
   * @param {number} at
   */
  stepper(at) {
    const button = (/** @type {number} */ by, /** @type {string} */ words) =>
      h('button', { type: 'button', class: 'quiet-button', disabled: !this.findings[at + by], click: () => this.step(by) }, words);
    return h('nav', { class: 'stepper', 'aria-label': t('findings_heading') }, button(-1, t('previous')), h('span', { class: 'quiet' }, t('of', at + 1, this.findings.length)), button(1, t('next')));
  }

  /** @param {Finding} finding */
  buttonOf({ key }) {
    return /** @type {HTMLElement|null} */ (this.panel.querySelector(`button[data-key="${CSS.escape(key)}"]`));
  }

  /**
   * Puts the card below or above its mark, inside the window and beside the panel; on pages written from right to left, with its right edge at the mark's.
   *
   * @param {DOMRect|null} mark
   */
  place(mark) {
    const { card } = this;
    const { width, height } = card.getBoundingClientRect();
    const fromRight = this.stage.surface.classList.contains('from-right');
    const panel = this.panelOpen && innerWidth > WIDE ? this.panel.getBoundingClientRect() : null;
    const leftEdge = (panel && fromRight ? panel.right : 0) + MARGIN;
    const rightEdge = (panel && !fromRight ? panel.left : document.documentElement.clientWidth) - MARGIN;
    const wanted = fromRight ? (mark?.right ?? leftEdge + width) - width : (mark?.left ?? rightEdge - width);
    const below = (mark?.bottom ?? 0) + 8;
    const fitsBelow = below + height <= innerHeight - MARGIN;
    const above = (mark?.top ?? 0) - 8 - height;
    const top = mark && fitsBelow ? below : mark && above >= MARGIN ? above : Math.max(MARGIN, innerHeight - height - MARGIN);
    card.style.left = `${Math.max(leftEdge, Math.min(wanted, rightEdge - width))}px`;
    card.style.top = `${top}px`;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      if (this.cardOpen) this.closeCard();
      else if (this.panelOpen) this.closePanel();
    } else if (this.cardHasFocus && !event.altKey && !event.ctrlKey && !event.metaKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      this.step(event.key === 'ArrowLeft' ? -1 : 1);
    }
  }
}

/** @param {() => void} onClose */
function closeButton(onClose) {
  return h('button', { type: 'button', class: 'close', 'aria-label': t('close'), click: onClose }, h('span', { 'aria-hidden': 'true' }, '×'));
}
