/**
 * The desk in a real browser, by keyboard alone: what is proposed and accepted is what a reader sees ten seconds later at the most.
 */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium } from '../browsers.mjs';
import { fill, press, reach, signIn, startDesk } from '../desk_server.mjs';
import { assertAccessible, keep, until } from '../steps.mjs';

const OUTLET = 'the-beacon-courier';
const IMPORTED = 500;
let desk, browser;

before(async () => {
  desk = await startDesk({ proposals: IMPORTED });
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
});

/** A browser profile of somebody's own, signed in. */
async function person(name) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.failures = [];
  page.on('pageerror', (error) => page.failures.push(error.message));
  page.on('console', (message) => {
    const ours = !message.location().url?.startsWith('pptr:'); // axe sets styles as it measures
    if (ours && message.type() === 'error' && !/status of 4\d\d/.test(message.text())) page.failures.push(message.text());
  });
  page.on('request', (request) => !request.url().startsWith(desk.url) && !/^(data|about):/.test(request.url()) && page.failures.push(`asked ${request.url()}`));
  await page.setViewport({ width: 1280, height: 900 });
  await signIn(page, desk.url, name);
  return page;
}

/** Opens a page and checks it for accessibility. */
async function visit(page, path) {
  await page.goto(desk.url + path);
  await assertAccessible(page);
}

/** What readers see of an entity, polled until a check is true; gives the seconds that it took. */
async function untilReadersSee(id, check) {
  const began = Date.now();
  for (;;) {
    const record = await (await fetch(`${desk.url}/v1/entities/${id}`, { cache: 'no-store' })).json();
    if (check(record)) return (Date.now() - began) / 1000;
    if (Date.now() - began > 10_000) assert.fail(`readers do not see it after 10 s: ${JSON.stringify(record).slice(0, 800)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Accepts the proposal at a path, by keyboard. */
async function accept(page, path, reason) {
  await page.goto(desk.url + path);
  await fill(page, 'Reason', reason);
  await press(page, 'Accept');
  assert.match(await page.$eval('.notice', (node) => node.textContent), /Accepted/);
}

test('a contributor proposes, a curator asks, then accepts, and the reader’s card changes within 10 s', async () => {
  const carol = await person('carol');
  const kurt = await person('kurt');
  await press(carol, 'Records');
  await fill(carol, 'Name or id', 'Beacon Courier');
  await press(carol, 'Find');
  await press(carol, 'The Beacon Courier');
  await assertAccessible(carol);
  await press(carol, 'Add a statement');
  await fill(carol, 'Says that it', 'is controlled by');
  await fill(carol, 'in words', 'A trust of its readers');
  await fill(carol, 'Address', 'https://register.example/trusts/7');
  await fill(carol, 'Title', 'Register of trusts');
  await fill(carol, 'Publisher', 'The Register');
  await fill(carol, 'Why', 'The register names the trust.');
  await press(carol, 'Propose it');
  assert.match(await carol.$eval('.complaints', (node) => node.textContent), /kind|required/i, 'the kind of document was not chosen');
  await assertAccessible(carol);
  await fill(carol, 'Kind of document', 'official register');
  await until(carol, () => /nothing against it/.test(document.querySelector('#findings').textContent));
  await press(carol, 'Preview');
  await until(carol, () => document.querySelectorAll('[data-side="after"] .ownership svg').length === 1);
  assert.match(await carol.$eval('[data-side="after"] .ownership desc', (node) => node.textContent), /trust of its readers/);
  assert.doesNotMatch(await carol.$eval('[data-side="before"]', (node) => node.textContent), /trust of its readers/);
  await assertAccessible(carol);
  await press(carol, 'Propose it');
  const path = new URL(carol.url()).pathname;

  await press(kurt, 'Queue');
  await fill(kurt, 'By', 'carol');
  await press(kurt, 'Filter');
  await press(kurt, 'The Beacon Courier');
  await assertAccessible(kurt);
  await fill(kurt, 'Reason', 'Since when?');
  await press(kurt, 'Ask for changes');
  await carol.goto(desk.url + path);
  await press(carol, 'Change it');
  await fill(carol, 'From', '2019');
  await press(carol, 'Propose it');
  await accept(kurt, new URL(carol.url()).pathname, 'Read the register.');
  const seconds = await untilReadersSee(OUTLET, ({ statements }) => statements.some(({ object, valid_from: from }) => object.name === 'A trust of its readers' && from === '2019'));
  assert.ok(seconds < 10);

  const reader = await (await browser.createBrowserContext()).newPage();
  await reader.goto(desk.url);
  await reader.type('#url', 'https://beaconcourier.example/story');
  await reader.type('#text', '“We are glad of it,” Mara Ellison, an analyst, told The Beacon Courier on Monday. “It will last,” she said in the town hall.');
  await reader.click('.main-button');
  await until(reader, () => /A trust of its readers/.test(document.querySelector('.outlet-card')?.textContent ?? ''));
  assert.deepEqual([...carol.failures, ...kurt.failures], []);
});

test(`${IMPORTED} changes of an import are reviewed at once, each a revision of its own`, async () => {
  const kurt = await person('kurt');
  await press(kurt, 'Queue');
  await reach(kurt, 'From imports');
  await kurt.keyboard.press('Enter');
  await press(kurt, 'entities from wikidata');
  assert.equal(await kurt.$$eval('input[name="proposal"]:checked', (boxes) => boxes.length), IMPORTED);
  await fill(kurt, 'Reason', 'Compared with the list.');
  await reach(kurt, 'Seeded Gazette 3:');
  await kurt.keyboard.press('Space');
  await kurt.evaluate(() => document.querySelector('textarea[name="reason"]').focus());
  await press(kurt, 'Accept');
  assert.match(await kurt.$eval('.notice', (node) => node.textContent), /each proposal is decided for itself/);
  await untilReadersSee('seeded-gazette-499', ({ description }) => description === 'Paper number 499 of the list.');
  assert.match(await kurt.$eval('.count', (node) => node.textContent), /^1 proposal$/);
  await visit(kurt, '/desk/entities/seeded-gazette-7/history');
  assert.equal((await kurt.$$('.revisions > li')).length, 2);
  desk.verify();
  assert.deepEqual(kurt.failures, []);
});

test('an earlier version is restored, as a proposal', async () => {
  const carol = await person('carol');
  const kurt = await person('kurt');
  await carol.goto(`${desk.url}/desk/propose/entity?entity=${OUTLET}`);
  await fill(carol, 'Description', 'Words that are wrong.');
  await fill(carol, 'Why', 'A slip.');
  await press(carol, 'Propose it');
  await accept(kurt, new URL(carol.url()).pathname, 'Fine.');
  await untilReadersSee(OUTLET, ({ description }) => description === 'Words that are wrong.');
  await visit(kurt, `/desk/entities/${OUTLET}/history`);
  const created = await kurt.$$eval('.revisions > li', (lines) => lines.filter((line) => /the entity itself: added/i.test(line.textContent)).map((line) => line.id.slice(1)));
  await press(kurt, 'Compare the two chosen');
  await assertAccessible(kurt);
  await carol.goto(`${desk.url}/desk/entities/${OUTLET}/history/${created[0]}`);
  await assertAccessible(carol);
  await fill(carol, 'Reason', 'The first words were right.');
  await press(carol, 'Propose to restore it');
  await accept(kurt, new URL(carol.url()).pathname, 'Yes.');
  await untilReadersSee(OUTLET, ({ description }) => description !== 'Words that are wrong.');
  assert.deepEqual([...carol.failures, ...kurt.failures], []);
});

test('a duplicate is merged, and its id leads on', async () => {
  const kurt = await person('kurt');
  await kurt.goto(`${desk.url}/desk/entities/lindal-hydrology-institute`);
  await press(kurt, 'Merge');
  await fill(kurt, /^The other one/, 'institute-for-strait-studies');
  await press(kurt, 'Look at what it would do');
  assert.match(await kurt.$eval('main', (node) => node.textContent), /What it would do/);
  await assertAccessible(kurt);
  await fill(kurt, 'Reason', 'One house.');
  await press(kurt, 'Merge them');
  assert.match(await kurt.$eval('.notice', (node) => node.textContent), /Merged/);
  await visit(kurt, '/desk/entities/institute-for-strait-studies');
  assert.match(await kurt.$eval('main', (node) => node.textContent), /Merged into/);
  await untilReadersSee('lindal-hydrology-institute', ({ names }) => names.some(({ text }) => text === 'Institute for Strait Studies'));
  const moved = await fetch(`${desk.url}/v1/entities/institute-for-strait-studies`);
  assert.equal((await moved.json()).id, 'lindal-hydrology-institute');
  desk.verify();
  assert.deepEqual(kurt.failures, []);
});

/** Every kind of page, with where its picture goes: for accessibility, light and dark, narrow and wide. */
const PAGES = {
  overview: '/desk',
  queue: '/desk/queue',
  group: '/desk/queue/group?source=wikidata&kind=entity',
  propose: '/desk/propose?from=https%3A%2F%2Funheard.example%2Fabout',
  'statement-form': `/desk/propose/statement?entity=${OUTLET}`,
  'entity-form': `/desk/propose/entity?entity=${OUTLET}`,
  records: '/desk/entities?q=beacon',
  record: `/desk/entities/${OUTLET}`,
  history: `/desk/entities/${OUTLET}/history`,
  split: `/desk/entities/${OUTLET}/split`,
  merge: `/desk/entities/${OUTLET}/merge`,
  account: '/desk/account',
  keys: '/desk/account/keys',
  factor: '/desk/account/second-factor',
  people: '/desk/people',
  nowhere: '/desk/no/such/page',
};

/** The pictures that are kept in docs/images; KEEP_SCREENSHOTS=all keeps every one, to be looked at. */
const KEPT = ['desk-queue-light-1440', 'desk-proposal-light-1440', 'desk-statement-form-light-1440', 'desk-history-dark-360', 'desk-record-dark-360'];

test('every page is accessible, wide and narrow, light and dark, and fits its window', async () => {
  const carol = await person('carol');
  for (const [where, words] of [['words', 'A foundation of its founders'], ['note', 'An association of printers']]) {
    await carol.goto(`${desk.url}/desk/propose/statement?entity=${OUTLET}&predicate=funded_by&object_text=${encodeURIComponent(words)}&role=${where}&citations-0-url=https://register.example/${where}&citations-0-title=Register%20of%20foundations&citations-0-publisher=The%20Register&citations-0-kind=official%20register&valid_from=2020`);
    await fill(carol, 'Why', 'The register of foundations says so, entry 4711.');
    await press(carol, 'Propose it');
  }
  const ada = await person('ada');
  const pages = { ...PAGES, proposal: new URL(carol.url()).pathname };
  for (const scheme of ['light', 'dark']) {
    for (const width of [1440, 360]) {
      await ada.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await ada.setViewport({ width, height: width === 360 ? 740 : 900 });
      for (const [name, path] of Object.entries(pages)) {
        await visit(ada, path);
        const overflow = await ada.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(overflow, 0, `${name} at ${width} px is ${overflow} px too wide`);
        const picture = `desk-${name}-${scheme}-${width}`;
        if (KEPT.includes(picture) || process.env.KEEP_SCREENSHOTS === 'all') await keep(ada, `${picture}.png`, { fullPage: true });
      }
    }
  }
  const stranger = await (await browser.createBrowserContext()).newPage();
  await stranger.goto(`${desk.url}/desk/login`);
  await assertAccessible(stranger);
  await fill(stranger, 'Name', 'nobody');
  await press(stranger, 'Sign in');
  await assertAccessible(stranger);
  await ada.goto(`${desk.url}/desk/people`);
  await fill(ada, 'Name', 'nora');
  await press(ada, 'Make the account');
  await assertAccessible(ada);
  await stranger.goto(await ada.$eval('.copyable code', (node) => node.textContent.replace(/^.*(?=\/desk\/)/, '')).then((path) => desk.url + path));
  await assertAccessible(stranger);
  await ada.goto(`${desk.url}/desk/account/keys`);
  await fill(ada, 'What is it for', 'A script');
  await reach(ada, /^propose changes/);
  await ada.keyboard.press('Space');
  await press(ada, 'Make it');
  await assertAccessible(ada);
  assert.deepEqual([...carol.failures, ...ada.failures], []);
});

test('a record that changed since is merged by field, by keyboard', async () => {
  const carol = await person('carol');
  const kurt = await person('kurt');
  const paths = [];
  for (const words of ['First words.', 'Other words.']) {
    await carol.goto(`${desk.url}/desk/propose/entity?entity=qingshan-news`);
    await fill(carol, 'Description', words);
    await fill(carol, 'Why', 'A correction.');
    await press(carol, 'Propose it');
    paths.push(new URL(carol.url()).pathname);
  }
  await accept(kurt, paths[0], 'Fine.');
  await visit(kurt, paths[1]);
  await keep(kurt, 'desk-conflict-light.png', { fullPage: true });
  await fill(kurt, 'Reason', 'The newer one is right.');
  await kurt.goto(desk.url + paths[1]);
  await reach(kurt, /^Keep what the record says now/);
  await kurt.keyboard.press('ArrowDown');
  await fill(kurt, 'Reason', 'The newer one is right.');
  await press(kurt, 'Accept');
  assert.match(await kurt.$eval('.notice', (node) => node.textContent), /Accepted/);
  await untilReadersSee('qingshan-news', ({ description }) => description === 'Other words.');
  assert.deepEqual([...carol.failures, ...kurt.failures], []);
});

test('without scripts everything is still there', async () => {
  const carol = await person('carol');
  await carol.setJavaScriptEnabled(false);
  await carol.goto(`${desk.url}/desk/propose/statement?entity=${OUTLET}`);
  await carol.focus('textarea[name="why"]');
  await carol.keyboard.type('Because.');
  await press(carol, 'Another document');
  assert.ok(await carol.$('#citations-1-url'));
  assert.equal(await carol.$eval('textarea[name="why"]', (node) => node.value), 'Because.');
});
