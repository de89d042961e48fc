/**
 * What the tests in real browsers do and check, the same in Chromium and in Firefox.
 */

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const EXTENSION = fileURLToPath(new URL('../../extension', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));

/**
 * Polls until a page function gives something true.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {(...args: any[]) => unknown} check
 * @param {...unknown} args
 */
export async function until(page, check, ...args) {
  const end = Date.now() + 15_000;
  for (;;) {
    const value = await page.evaluate(check, ...args).catch(() => null);
    if (value) return value;
    if (Date.now() > end) throw new Error(`did not come true in 15 s: ${check}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A copy of the extension with more host permissions, for what a headless browser cannot grant by a click. */
export function copyWithHosts(hosts) {
  const folder = mkdtempSync(join(tmpdir(), 'sidenote-extension-'));
  cpSync(EXTENSION, folder, { recursive: true });
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...manifest, host_permissions: hosts }));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Asks for the page's annotations in an open popup, unless they are there already. */
export async function askInPopup(popup) {
  await until(popup, () => Boolean(document.querySelector('#annotate, .findings button, .state')));
  await popup.evaluate(() => document.querySelector('#annotate')?.click());
  return popup;
}

/** No accessibility violations on a page, or inside our host on a page that is not ours. */
export async function assertAccessible(page, { within = null } = {}) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (selector) => {
    const { violations: found } = await globalThis.axe.run(selector ? { include: [[selector]] } : document, { resultTypes: ['violations'] });
    return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  }, within);
  assert.deepEqual(violations, []);
}

/** The page as it would be without our one element. */
export function pageWithoutUs(page) {
  return page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true);
    copy.querySelector('sidenote-overlay')?.remove();
    return copy.outerHTML;
  });
}

/** Waits for marks and gives how many ranges each kind has. */
export function marksOf(page) {
  return until(page, () => {
    const sizes = ['person', 'organization', 'unlinked'].map((name) => CSS.highlights.get(`sidenote-${name}`)?.size ?? 0);
    const shown = document.querySelector('sidenote-overlay')?.shadowRoot.querySelector('.surface:not([hidden])');
    return shown && sizes.some((size) => size > 0) && { person: sizes[0], organization: sizes[1], unlinked: sizes[2] };
  });
}

/** The words under each mark. */
export function markedWords(page) {
  return page.evaluate(() => ['person', 'organization', 'unlinked'].flatMap((name) => [...(CSS.highlights.get(`sidenote-${name}`) ?? [])].map((range) => range.toString())));
}

export async function pressShortcut(page) {
  await page.keyboard.down('Alt');
  await page.keyboard.down('Shift');
  await page.keyboard.press('KeyS');
  await page.keyboard.up('Shift');
  await page.keyboard.up('Alt');
}

/** Text of the element that has focus, inside our host where focus is there. */
export function focused(page) {
  return page.evaluate(() => {
    const outer = document.activeElement;
    const inner = outer?.shadowRoot?.activeElement ?? outer;
    return { text: inner?.textContent?.trim() ?? '', tag: inner?.tagName, className: inner?.className ?? '' };
  });
}

export const cardOpen = (page) => page.evaluate(() => Boolean(document.querySelector('sidenote-overlay')?.shadowRoot.querySelector('.card:popover-open')));

/** Opens a card by keyboard alone and closes everything again; focus must follow. */
export async function walkByKeyboard(page, name) {
  await page.bringToFront();
  await page.focus('nav a');
  await pressShortcut(page);
  await until(page, () => Boolean(document.querySelector('sidenote-overlay').shadowRoot.querySelector('.panel:popover-open')));
  for (let step = 0; !(await focused(page)).text.startsWith(name); step += 1) {
    assert.ok(step < 40, `no finding named ${name} on the way down`);
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await until(page, () => Boolean(document.querySelector('sidenote-overlay').shadowRoot.querySelector('.card:popover-open')));
  assert.equal((await focused(page)).text, name);
  const dialog = await page.evaluate(() => {
    const root = document.querySelector('sidenote-overlay').shadowRoot;
    const card = root.querySelector('.card');
    return { role: card.getAttribute('role'), name: root.getElementById(card.getAttribute('aria-labelledby')).textContent };
  });
  assert.deepEqual(dialog, { role: 'dialog', name });
}

/** Closes card and panel with Escape; focus goes back step by step. */
export async function escapeTwice(page, name) {
  await page.keyboard.press('Escape');
  assert.equal(await cardOpen(page), false);
  assert.ok((await focused(page)).text.startsWith(name), 'focus is back on the finding');
  await page.keyboard.press('Escape');
  assert.equal((await focused(page)).text, 'Other stories', 'focus is back where it was before the panel');
}

/** Where on the screen a mark's words are. */
export function middleOf(page, words) {
  return page.evaluate((wanted) => {
    for (const name of ['person', 'organization', 'unlinked']) {
      for (const range of CSS.highlights.get(`sidenote-${name}`) ?? []) {
        if (!range.toString().endsWith(wanted)) continue;
        const box = range.getClientRects()[0];
        return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
      }
    }
    return null;
  }, words);
}

export function cardName(page) {
  return until(page, () => document.querySelector('sidenote-overlay').shadowRoot.querySelector('.card:popover-open #card-name')?.textContent);
}

/** Keeps a screenshot under docs/images. */
export async function keep(page, name, options = {}) {
  if (!process.env.KEEP_SCREENSHOTS) return;
  await new Promise((resolve) => setTimeout(resolve, 300)); // past the 120 ms of appearing
  await page.screenshot({ path: join(IMAGES, name), ...options });
}
