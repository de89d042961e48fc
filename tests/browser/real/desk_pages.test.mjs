/**
 * The desk's pages that other walks do not come by, for accessibility: light and dark, narrow and wide.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { PYTHON, ROOT } from '../api_server.mjs';
import { launchChromium } from '../browsers.mjs';
import { fill, PASSWORD, press, signIn, startDesk } from '../desk_server.mjs';
import { assertAccessible, keep } from '../steps.mjs';

const OUTLET = 'the-beacon-courier';
const KEPT = ['desk-overview-busy-dark-1440'];
let desk, browser;

before(async () => {
  desk = await startDesk({ proposals: 3, sightings: 8 });
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
});

/** What a Python program prints, in the desk's environment. */
function printed(args) {
  const { status, stdout, stderr } = spawnSync(PYTHON, args, { cwd: ROOT, env: { ...process.env, ...desk.environment }, encoding: 'utf8' });
  assert.equal(status, 0, stderr.slice(-2000));
  return stdout;
}

const codeFor = (secret) => printed(['-c', 'import sys, pyotp; print(pyotp.TOTP(sys.argv[1]).now(), end="")', secret]);

async function person(name) {
  const page = await (await browser.createBrowserContext()).newPage();
  await page.setViewport({ width: 1440, height: 900 });
  await signIn(page, desk.url, name);
  return page;
}

/** No violations on the page as it stands, in each scheme and width, and nothing wider than the window. */
async function assertFit(page, name) {
  for (const scheme of ['light', 'dark']) {
    for (const width of [1440, 360]) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await page.setViewport({ width, height: width === 360 ? 740 : 900 });
      await assertAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, `${name} at ${width} px is ${overflow} px too wide`);
      const picture = `desk-${name}-${scheme}-${width}`;
      if (KEPT.includes(picture) || process.env.KEEP_SCREENSHOTS === 'all') await keep(page, `${picture}.png`, { fullPage: true });
    }
  }
}

test('the overview where much waits', async () => {
  const body = JSON.stringify({ about: 'outlet', host: 'beaconcourier.example', entity: OUTLET, message: 'It was sold.' });
  assert.equal((await fetch(`${desk.url}/v1/reports`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).status, 201);
  const kurt = await person('kurt');
  assert.match(await kurt.$eval('main', (node) => node.innerText), /3 proposals[\s\S]*1 report[\s\S]*met 12 times/);
  await assertFit(kurt, 'overview-busy');
});

test('the six lists of upkeep', async () => {
  const kurt = await person('kurt');
  await kurt.goto(`${desk.url}/desk`);
  const lists = await kurt.$$eval('a[href^="/desk/upkeep/"]', (links) => links.map((link) => link.getAttribute('href')));
  assert.equal(lists.length, 6);
  for (const path of lists) {
    await kurt.goto(desk.url + path);
    await assertFit(kurt, `upkeep-${path.split('/').at(-1)}`);
  }
});

test('what changed in an edition, and the corrections', async () => {
  const carol = await person('carol');
  const kurt = await person('kurt');
  await carol.goto(`${desk.url}/desk/propose/entity?entity=${OUTLET}`);
  await fill(carol, 'Description', 'Other words for the courier.');
  await fill(carol, 'Why', 'Shorter.');
  await press(carol, 'Propose it');
  await kurt.goto(carol.url());
  await fill(kurt, 'Reason', 'Yes.');
  await press(kurt, 'Accept');
  const editions = async () => {
    await kurt.goto(`${desk.url}/desk/editions`);
    return kurt.$$eval('.listing tbody th a', (links) => links.map(({ href }) => href));
  };
  const end = Date.now() + 15_000;
  let known = await editions();
  for (; known.length < 2 && Date.now() < end; known = await editions()) await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(known.length, 2);
  await kurt.goto(known[0]);
  assert.match(await kurt.$eval('main', (node) => node.innerText), /description/i);
  await assertFit(kurt, 'edition-differences');
  await kurt.goto(`${desk.url}/corrections`);
  await assertFit(kurt, 'corrections-none');
});

test('several candidates at Wikidata', async () => {
  const carol = await person('carol');
  const page = printed(['-m', 'tests.server.desk.candidates_page']);
  await carol.setRequestInterception(true);
  const candidates = `${desk.url}/desk/missing/draft`;
  carol.on('request', (request) => (request.url() === candidates ? request.respond({ contentType: 'text/html; charset=utf-8', body: page }) : request.continue()));
  await carol.goto(candidates);
  assert.equal((await carol.$$('.entries li')).length, 3);
  await assertFit(carol, 'candidates');
});

test('recovery codes, and the code at signing in', async () => {
  const ada = await person('ada');
  await ada.goto(`${desk.url}/desk/account/second-factor`);
  const secret = await ada.$eval('input[name="secret"]', ({ value }) => value);
  await fill(ada, 'Code', codeFor(secret));
  await press(ada, 'Turn it on');
  assert.equal((await ada.$$('.codes li')).length, 8);
  await assertFit(ada, 'recovery-codes');
  const again = await (await browser.createBrowserContext()).newPage();
  await again.goto(`${desk.url}/desk/login`);
  await fill(again, 'Name', 'ada');
  await fill(again, 'Password', PASSWORD);
  await press(again, 'Sign in');
  assert.equal(new URL(again.url()).pathname, '/desk/login/code');
  await assertFit(again, 'code');
  await fill(again, 'Code', '000000');
  await press(again, 'Go on');
  await assertFit(again, 'code-refused');
});
