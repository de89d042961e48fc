/**
 * Draws the extension's PNG icons from icons/sidenote.svg with Chromium: `node tests/browser/draw_icons.mjs`.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchChromium } from './browsers.mjs';

const ICONS = new URL('../../extension/icons/', import.meta.url);
const drawing = readFileSync(new URL('sidenote.svg', ICONS), 'utf8');
const browser = await launchChromium();
const page = await browser.newPage();
for (const size of [16, 32, 48, 128]) {
  await page.setViewport({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`);
  await page.screenshot({ path: fileURLToPath(new URL(`${size}.png`, ICONS)), omitBackground: true });
}
await browser.close();
