/**
 * A real server with a desk over the invented world of tests/golden, with an account of each role; and the desk used by keyboard alone.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PYTHON, ROOT, serveApi } from './api_server.mjs';

export const PASSWORD = 'a quiet word or two';
export const PEOPLE = { carol: 'contributor', kurt: 'curator', ada: 'admin' };

function python(args, environment, input = '') {
  const { status, stderr } = spawnSync(PYTHON, args, { cwd: ROOT, env: { ...process.env, ...environment }, encoding: 'utf8', input });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr.slice(-2000)}`);
}

/** @param {{proposals?: number, sightings?: number, fetchAllow?: string[]}} [options] how many proposals an import has made, how many names were met */
export async function startDesk({ proposals = 0, sightings = 0, fetchAllow = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'sidenote-desk-'));
  const environment = { DATABASE_URL: `sqlite:///${join(folder, 'sidenote.db')}`, SIDENOTE_EDITIONS: join(folder, 'editions'), FETCH_ALLOW: fetchAllow.join(',') };
  python(['-m', 'credibility_db', 'load', join(ROOT, 'tests/golden/records')], environment);
  const seeded = ['--proposals', String(proposals), '--sightings', String(sightings)];
  if (proposals || sightings) python(['-m', 'tests.server.desk.seed', environment.DATABASE_URL, ...seeded], environment);
  python(['-m', 'credibility_db', 'publish'], environment);
  for (const [name, role] of Object.entries(PEOPLE)) python(['-m', 'server', 'create-curator', name, '--role', role], environment, `${PASSWORD}\n`);
  const api = await serveApi(folder, environment);
  return { ...api, verify: () => python(['-m', 'credibility_db', 'verify'], environment) };
}

/** What the focused element is called: its label, or its text. */
const called = () => {
  const element = document.activeElement;
  if (!element || element === document.body) return '';
  const label = element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent ?? '';
  return label.replace(/\s+/g, ' ').trim();
};

/**
 * Tabs on until something with a name is reached, at most once round the page.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {string|RegExp} name the beginning of the name, or a pattern
 */
export async function reach(page, name) {
  const fits = (/** @type {string} */ text) => (typeof name === 'string' ? text.startsWith(name) : name.test(text));
  const met = [];
  for (let step = 0; step < 1500; step += 1) {
    const text = await page.evaluate(called);
    if (fits(text)) return;
    met.push(text.slice(0, 60));
    await page.keyboard.press('Tab');
  }
  assert.fail(`nothing called ${name} on ${page.url()}; met ${[...new Set(met)].slice(0, 60).join(' | ')}`);
}

/** Reaches a field and types into it. */
export async function fill(page, name, text) {
  await reach(page, name);
  if (await page.evaluate(() => ['INPUT', 'TEXTAREA'].includes(document.activeElement.tagName) && document.activeElement.value !== '')) {
    await page.keyboard.down('Control');
    await page.keyboard.press('KeyA');
    await page.keyboard.up('Control');
  }
  await page.keyboard.type(text);
}

/** Reaches a link or a button, presses Enter and waits for the next page. */
export async function press(page, name) {
  await reach(page, name);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

/** Signs in by keyboard. */
export async function signIn(page, url, name) {
  await page.goto(`${url}/desk`);
  await fill(page, 'Name', name);
  await fill(page, 'Password', PASSWORD);
  await press(page, 'Sign in');
  assert.match(await page.$eval('h1', (node) => node.textContent), new RegExp(name));
}
