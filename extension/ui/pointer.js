/**
 * Opens cards under the pointer: after a short rest over a mark, and at once on a click. Never stops the page's own clicks.
 */

/** @typedef {import('./stage.js').Stage} Stage */

const REST = 350;
const GRACE = 400;

export class HoverWatch {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.pinned = false;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    /** @type {string|null} */
    this.over = null;
    this.frame = 0;
    this.onMove = (/** @type {PointerEvent} */ event) => {
      if (this.frame) return;
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.move(event);
      });
    };
    this.onClick = (/** @type {MouseEvent} */ event) => this.click(event);
    this.onKey = (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) stage.closeCard();
    };
  }

  start() {
    document.addEventListener('pointermove', this.onMove, { passive: true });
    document.addEventListener('click', this.onClick);
    document.addEventListener('keydown', this.onKey);
  }

  stop() {
    clearTimeout(this.timer);
    document.removeEventListener('pointermove', this.onMove);
    document.removeEventListener('click', this.onClick);
    document.removeEventListener('keydown', this.onKey);
  }

  /** The card was closed: hovering decides again. */
  release() {
    this.pinned = false;
    this.over = null;
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (event.pointerType === 'touch' || this.pinned) return;
    const { stage } = this;
    if (event.target === stage.host) {
      clearTimeout(this.timer);
      return;
    }
    const hit = stage.overlay.at(event.clientX, event.clientY);
    const key = hit?.mark.key ?? null;
    if (key === this.over) return;
    this.over = key;
    clearTimeout(this.timer);
    const open = stage.current !== null;
    if (hit) {
      stage.ready();
      this.timer = setTimeout(() => stage.openCard(hit.mark.key, { near: hit.range.getBoundingClientRect() }), REST);
    } else if (open && !stage.surfaces?.cardHasFocus) this.timer = setTimeout(() => stage.closeCard(), GRACE);
  }

  /** @param {MouseEvent} event */
  click(event) {
    const { stage } = this;
    if (event.target === stage.host || isFindingButton(event.target)) return;
    clearTimeout(this.timer);
    const hit = stage.overlay.at(event.clientX, event.clientY);
    if (!hit) {
      if (stage.current) stage.closeCard();
      return;
    }
    this.pinned = true;
    stage.openCard(hit.mark.key, { near: hit.range.getBoundingClientRect(), focus: !isInsideLink(event.target) });
  }
}

/**
 * A list outside our host opens cards by itself.
 *
 * @param {EventTarget|null} target
 */
function isFindingButton(target) {
  return target instanceof Element && target.closest('[data-key]') !== null;
}

/** @param {EventTarget|null} target */
function isInsideLink(target) {
  return target instanceof Element && target.closest('a[href], button') !== null;
}
