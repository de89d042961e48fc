/**
 * The one element Sidenote adds to a document: a shadow host with the strip. Marks are set at once; panel and card (surfaces.js) are loaded when one
 * is first wanted.
 */

import { Overlay } from './overlay.js';
import { HoverWatch } from './pointer.js';

/** @typedef {import('./api-types.js').AnnotationPage} AnnotationPage */
/** @typedef {import('./finding-model.js').PageMark} PageMark */
/** @typedef {import('./surfaces.js').Surfaces} Surfaces */
/** @typedef {{response: () => Promise<AnnotationPage>, marks: PageMark[], label?: string, language: string}} Shown `response`: asked for when a card or the panel is drawn;
 *   `label`: the strip's words; without, no strip and no panel */
/** @typedef {{opener?: HTMLElement|null, focus?: boolean, near?: DOMRect|null}} HowToOpen `near`: the mark that the card belongs to */

const HOST = 'sidenote-overlay';

export class Stage {
  /**
   * @param {{root: Node, load: () => Promise<typeof import('./surfaces.js')>, onChange?: () => void}} options `onChange`: the document changed
   */
  constructor({ root, load, onChange }) {
    this.load = load;
    this.host = document.createElement(HOST);
    this.shadow = this.host.attachShadow({ mode: 'open' });
    this.overlay = new Overlay(root, this.host, () => {
      onChange?.();
      this.stay();
    });
    this.hover = new HoverWatch(this);
    /** @type {Shown|null} */
    this.shown = null;
    /** @type {Surfaces|null} */
    this.surfaces = null;
    /** @type {Promise<Surfaces>|null} */
    this.loading = null;
    this.strip = document.createElement('button');
    this.strip.type = 'button';
    this.strip.popover = 'manual';
    this.strip.addEventListener('click', () => this.openPanel());
    this.surface = document.createElement('div');
    this.surface.className = 'surface';
    this.surface.dir = 'ltr';
    this.surface.append(this.strip);
    this.shadow.append(this.surface);
    this.host.addEventListener('keydown', (event) => this.onKey(event));
  }

  /**
   * Shows an answer on the document.
   *
   * @param {Shown} shown
   */
  show(shown) {
    this.shown = shown;
    this.surface.lang = shown.language;
    const fromRight = (document.body ?? document.documentElement).matches(':dir(rtl)');
    this.surface.classList.toggle('from-right', fromRight);
    this.strip.part.value = fromRight ? 'strip from-right' : 'strip';
    if (!this.host.isConnected) document.documentElement.append(this.host);
    this.overlay.show(shown.marks);
    this.hover.start();
    this.loading &&= this.loading.then((surfaces) => surfaces.fill());
    if (!shown.label) return;
    const brand = document.createElement('span');
    brand.part.add('brand');
    this.strip.replaceChildren(brand, shown.label);
    this.strip.ariaLabel = `Sidenote: ${shown.label}`;
    this.stay();
  }

  /** Frameworks that draw the whole document anew throw our element out: it comes back, with what was open closed. */
  stay() {
    if (!this.shown) return;
    if (!this.host.isConnected) document.documentElement.append(this.host);
    if (this.shown.label && !this.surfaces?.panelOpen && !this.strip.matches(':popover-open')) this.strip.showPopover();
  }

  /** Takes everything away again. */
  remove() {
    this.shown = null;
    this.overlay.clear();
    this.hover.stop();
    this.host.remove();
  }

  /** Panel and card, loaded once. */
  ready() {
    this.loading ??= this.load().then(async ({ Surfaces }) => {
      this.surfaces = new Surfaces(this);
      await styleSheet(this.shadow, 'theme.css');
      return this.surfaces.fill(); // last, so that nothing is drawn that is not open yet
    });
    return this.loading;
  }

  /** Opens the panel with focus on its first finding. */
  async openPanel() {
    if (!this.shown?.label) return;
    const opener = this.shadow.activeElement ?? document.activeElement;
    const surfaces = await this.ready();
    if (this.shown) surfaces.openPanel(opener);
  }

  /**
   * Opens a finding's card.
   *
   * @param {string} key
   * @param {HowToOpen} [how]
   */
  async openCard(key, how) {
    const surfaces = await this.ready();
    if (this.shown) surfaces.openCard(key, how);
  }

  closeCard() {
    this.surfaces?.closeCard();
  }

  /** The finding whose card is open, by key. */
  get current() {
    return this.surfaces?.current ?? null;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    event.stopPropagation();
    this.surfaces?.onKey(event);
  }
}

/**
 * Adds one of our style sheets to a shadow root; done when it holds.
 *
 * @param {ShadowRoot} shadow
 * @param {string} name
 */
function styleSheet(shadow, name) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL(name, import.meta.url).href;
  const held = new Promise((resolve) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', resolve);
  });
  shadow.append(link);
  return held;
}
