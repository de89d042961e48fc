/**
 * The one element Sidenote adds to a document: a shadow host with the strip, the panel and the card. Owns focus, keyboard and placing.
 */

import { cardContent } from './card.js';
import { h } from './dom.js';
import { findingList } from './findings.js';
import { findingsOf } from './finding-model.js';
import { outletCard } from './outlet-card.js';
import { Overlay } from './overlay.js';
import { HoverWatch } from './pointer.js';
import { profilePicture } from './profile.js';
import { counted, spokenLanguage, t } from './words.js';

/** @typedef {import('./finding-model.js').Finding} Finding */
/** @typedef {import('./api-types.js').AnnotationPage} AnnotationPage */

const HOST = 'sidenote-overlay';
const MARGIN = 12;

export class Stage {
  /**
   * @param {{root: Node, panel: boolean}} options `panel`: whether the document gets its own strip and panel, or lists findings itself
   */
  constructor({ root, panel }) {
    this.host = document.createElement(HOST);
    this.shadow = this.host.attachShadow({ mode: 'open' });
    this.overlay = new Overlay(root, this.host);
    this.hover = new HoverWatch(this);
    this.withPanel = panel;
    /** @type {AnnotationPage|null} */
    this.response = null;
    /** @type {Finding[]} */
    this.findings = [];
    /** @type {Finding|null} */
    this.current = null;
    /** @type {HTMLElement|null} */
    this.cardOpener = null;
    /** @type {Element|null} */
    this.panelOpener = null;
    const style = h('link', { rel: 'stylesheet', href: new URL('theme.css', import.meta.url).href });
    this.strip = h('button', { type: 'button', class: 'strip', popover: 'manual', click: () => this.openPanel() });
    this.panel = h('aside', { class: 'panel', popover: 'manual', 'aria-label': t('panel_label') });
    this.card = h('div', { class: 'card', popover: 'manual', role: 'dialog', 'aria-labelledby': 'card-name' });
    this.surface = h('div', { class: 'surface', lang: spokenLanguage(), hidden: true }, this.strip, this.panel, this.card);
    style.addEventListener('load', () => (this.surface.hidden = false));
    this.shadow.append(style, this.surface);
    this.host.addEventListener('keydown', (event) => this.onKey(/** @type {KeyboardEvent} */ (event)));
  }

  /**
   * Shows a response on the document.
   *
   * @param {AnnotationPage} response
   */
  show(response) {
    this.response = response;
    this.findings = findingsOf(response);
    if (!this.host.isConnected) document.documentElement.append(this.host);
    this.overlay.show(this.findings);
    this.hover.start();
    if (!this.withPanel) return;
    this.strip.replaceChildren(h('span', { class: 'brand', 'aria-hidden': 'true' }), counted('findings', this.findings.length));
    this.strip.setAttribute('aria-label', `Sidenote: ${counted('findings', this.findings.length)}`);
    this.fillPanel(response);
    if (!this.panel.matches(':popover-open')) this.strip.showPopover();
  }

  /** Takes everything away again. */
  remove() {
    this.overlay.clear();
    this.hover.stop();
    this.host.remove();
  }

  /** @param {AnnotationPage} response */
  fillPanel(response) {
    this.panel.replaceChildren(
      h(
        'header',
        { class: 'panel-head' },
        h('span', { class: 'brand', 'aria-hidden': 'true' }),
        h('span', { class: 'panel-title' }, 'Sidenote'),
        h('button', { type: 'button', class: 'quiet-button', click: () => this.remove() }, t('take_away')),
        closeButton(() => this.closePanel()),
      ),
      h('h2', { class: 'panel-heading', id: 'findings-heading' }, t('findings_heading')),
      findingList(this.findings, (finding, button) => this.openCard(finding, { opener: button, focus: true }), (finding) => this.overlay.point(finding)),
      outletCard(response),
      h('section', {}, h('h2', { class: 'panel-heading' }, t('profile_heading')), profilePicture(response.profile)),
      h('p', { class: 'colophon' }, t('edition', response.edition)),
    );
  }

  /** Opens the panel with focus on its first finding. */
  openPanel() {
    if (!this.response || !this.withPanel) return;
    this.panelOpener = this.shadow.activeElement ?? document.activeElement;
    this.strip.hidePopover();
    this.panel.showPopover();
    const first = this.panel.querySelector('.findings button') ?? this.panel.querySelector('button');
    /** @type {HTMLElement|null} */ (first)?.focus({ preventScroll: true });
    this.panel.scrollTop = 0;
  }

  /** Closes the panel; focus goes back to where it was before. */
  closePanel() {
    this.closeCard();
    this.panel.hidePopover();
    this.strip.showPopover();
    const back = this.panelOpener instanceof HTMLElement && this.panelOpener !== document.body ? this.panelOpener : this.strip;
    back.focus();
  }

  /**
   * Opens a finding's card.
   *
   * @param {Finding} finding
   * @param {{opener?: HTMLElement|null, focus?: boolean, near?: DOMRect|null}} [how] `near`: the mark it belongs to
   */
  openCard(finding, { opener = null, focus = false, near = null } = {}) {
    if (!this.response) return;
    this.current = finding;
    this.cardOpener = opener ?? this.cardOpener;
    this.card.replaceChildren(closeButton(() => this.closeCard()), cardContent(finding, this.response, 'card-name'), this.stepper(finding));
    if (!this.card.matches(':popover-open')) this.card.showPopover();
    this.card.scrollTop = 0;
    this.overlay.point(finding);
    if (opener || focus) this.overlay.reveal(finding);
    this.place(near ?? this.overlay.rangesOf(finding)[0]?.getBoundingClientRect() ?? null);
    if (focus) /** @type {HTMLElement|null} */ (this.card.querySelector('#card-name'))?.focus({ preventScroll: true });
  }

  /** Closes the card; focus goes back to what opened it. */
  closeCard() {
    if (!this.card.matches(':popover-open')) return;
    const hadFocus = this.card.contains(this.shadow.activeElement);
    this.card.hidePopover();
    this.overlay.point(null);
    this.current = null;
    if (hadFocus) this.cardOpener?.focus();
    this.cardOpener = null;
    this.hover.release();
  }

  /**
   * Buttons to the findings before and after.
   *
   * @param {Finding} finding
   */
  stepper(finding) {
    const at = this.findings.findIndex(({ key }) => key === finding.key);
    const step = (/** @type {number} */ by) => {
      const next = this.findings[at + by];
      return h('button', { type: 'button', class: 'quiet-button', disabled: !next, click: () => this.openCard(next, { focus: true, opener: this.buttonOf(next) }) }, t(by < 0 ? 'previous' : 'next'));
    };
    return h('nav', { class: 'stepper', 'aria-label': t('findings_heading') }, step(-1), h('span', { class: 'quiet' }, t('of', at + 1, this.findings.length)), step(1));
  }

  /** @param {Finding} finding */
  buttonOf({ key }) {
    return /** @type {HTMLElement|null} */ (this.panel.querySelector(`button[data-key="${CSS.escape(key)}"]`));
  }

  /**
   * Puts the card below or above its mark, inside the window and beside the panel.
   *
   * @param {DOMRect|null} mark
   */
  place(mark) {
    const { card } = this;
    const { width, height } = card.getBoundingClientRect();
    const panelOpen = this.withPanel && this.panel.matches(':popover-open') && innerWidth > 720;
    const right = (panelOpen ? this.panel.getBoundingClientRect().left : innerWidth) - MARGIN;
    const left = Math.max(MARGIN, Math.min(mark?.left ?? right, right - width));
    const below = (mark?.bottom ?? 0) + 8;
    const fitsBelow = below + height <= innerHeight - MARGIN;
    const above = (mark?.top ?? 0) - 8 - height;
    const top = mark && fitsBelow ? below : mark && above >= MARGIN ? above : Math.max(MARGIN, innerHeight - height - MARGIN);
    card.style.left = `${left}px`;
    card.style.top = `${top}px`;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (this.card.matches(':popover-open')) this.closeCard();
    else if (this.panel.matches(':popover-open')) this.closePanel();
  }
}

/** @param {() => void} onClose */
function closeButton(onClose) {
  return h('button', { type: 'button', class: 'close', 'aria-label': t('close'), click: onClose }, h('span', { 'aria-hidden': 'true' }, '×'));
}
