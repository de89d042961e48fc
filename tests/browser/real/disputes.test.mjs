/**
 * A dispute from the extension's card to the desk and back to the card, by keyboard; and the desk's pages for what readers say and miss.
 */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { servePages } from '../api_server.mjs';
import { launchChromium } from '../browsers.mjs';
import { fill, press, reach, signIn, startDesk } from '../desk_server.mjs';
import { newsPage } from '../fixtures/pages.mjs';
import { openExtension } from '../opened.mjs';
import { askInPopup, assertAccessible, keep, marksOf, until, walkByKeyboard } from '../steps.mjs';

const WORDS = 'I left the institute in May.';
const STORY = newsPage(
  `<article><h1>The strait reopens</h1><p>Ships pass the strait again after a week of fog, the pilots said on Monday, and the queue of tankers off the coast is growing shorter by the hour.</p>
  <p>“The strait has always been a place of patience,” Mara Ellison, a senior fellow at the Institute for Strait Studies, told reporters. “It will be one tomorrow,” she added.</p></article>`,
);
let desk, site, opened, browser, kurt;

before(async () => {
  site = await servePages({ '/story': STORY });
  desk = await startDesk({ proposals: 3, sightings: 4, fetchAllow: [`127.0.0.1:${site.port}`] });
  opened = await openExtension('chromium', { hosts: ['http://127.0.0.1/*'] });
  const options = await opened.ownPage('options.html');
  await options.evaluate((server) => chrome.storage.local.set({ server, agreed: true }), desk.url);
  await options.close();
  browser = await launchChromium();
  kurt = await person('kurt');
});

after(async () => {
  await browser?.close();
  await opened?.close();
  await desk?.stop();
  await site?.stop();
});

/** A browser profile of somebody's own, signed in at the desk. */
async function person(name) {
  const page = await (await browser.createBrowserContext()).newPage();
  page.failures = [];
  page.on('pageerror', (error) => page.failures.push(error.message));
  page.on('request', (request) => !request.url().startsWith(desk.url) && !/^(data|about):/.test(request.url()) && page.failures.push(`asked ${request.url()}`));
  await page.setViewport({ width: 1280, height: 900 });
  await signIn(page, desk.url, name);
  return page;
}

/** The story with the card of Mara Ellison open, reached by keyboard. */
async function cardOfEllison() {
  const page = await opened.newsPage(`http://127.0.0.1:${site.port}/story`);
  const popup = await askInPopup(await opened.popupFor(page));
  await marksOf(page);
  await popup.close();
  await walkByKeyboard(page, 'Mara Ellison');
  return page;
}

const cardText = (page) => page.evaluate(() => document.querySelector('sidenote-overlay').shadowRoot.querySelector('.card:popover-open')?.innerText ?? '');

/** Tabs on until a check of the focused element is true; inside our host where focus is there. */
async function tabTo(page, check) {
  for (let step = 0; step < 80; step += 1) {
    const there = await page.evaluate((selector) => (document.activeElement?.shadowRoot?.activeElement ?? document.activeElement)?.matches(selector), check);
    if (there) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${check} is not reached by Tab`);
}

/** The report that the reader files from the open card, by keyboard. */
async function report(page) {
  await tabTo(page, '.report');
  await page.keyboard.press('Enter');
  const target = await opened.browser.waitForTarget((candidate) => candidate.url().endsWith('/pages/report.html'));
  const form = (await target.page()) ?? (await target.asPage());
  await until(form, () => Boolean(document.querySelector('#send')));
  await form.bringToFront();
  await tabTo(form, '#choice');
  await form.keyboard.press('ArrowDown');
  await tabTo(form, '#message');
  await form.keyboard.type(WORDS);
  await tabTo(form, '#source');
  await form.keyboard.type('https://ellison.example/news');
  await tabTo(form, '#contact');
  await form.keyboard.type('mara@ellison.example');
  await tabTo(form, '#send');
  await form.keyboard.press('Enter');
  await until(form, () => /Its number is r[0-9a-f]{24}/.test(document.querySelector('#outcome')?.innerText));
  await form.close();
}

/** Seconds until a check of the record that readers get is true. */
async function untilReadersSee(check) {
  const began = Date.now();
  for (;;) {
    const { statements } = await (await fetch(`${desk.url}/v1/entities/mara-ellison`, { cache: 'no-store' })).json();
    if (statements.some(check)) return (Date.now() - began) / 1000;
    if (Date.now() - began > 10_000) assert.fail(`readers do not see it after 10 s: ${JSON.stringify(statements)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('a dispute is filed on a card, marked, shown on the card within 10 s, and answered', async () => {
  const before = await cardOfEllison();
  assert.doesNotMatch(await cardText(before), /disputed/i);
  await report(before);
  await before.close();

  await press(kurt, 'Reports');
  await assertAccessible(kurt);
  await press(kurt, 'Mara Ellison');
  assert.match(await kurt.$eval('main', (node) => node.innerText), /mara@ellison\.example/);
  await assertAccessible(kurt);
  await fill(kurt, 'Who says so', 'Mara Ellison');
  await fill(kurt, 'Its publisher', 'Mara Ellison');
  await press(kurt, 'Mark as disputed');
  assert.match(await kurt.$eval('.notice', (node) => node.textContent), /Marked as disputed/);
  await assertAccessible(kurt);
  const reportPath = new URL(kurt.url()).pathname;
  assert.ok((await untilReadersSee(({ status }) => status === 'disputed')) < 10);

  const marked = await cardOfEllison();
  const shown = await cardText(marked);
  assert.match(shown, /disputed/i);
  assert.ok(shown.includes(WORDS), shown);
  const links = await marked.evaluate(() => [...document.querySelector('sidenote-overlay').shadowRoot.querySelectorAll('.card a')].map(({ href }) => href));
  assert.ok(links.includes('https://ellison.example/news'), links.join());
  await keep(marked, 'disputed-card-light.png');
  await marked.close();

  await kurt.goto(desk.url + reportPath);
  await fill(kurt, 'What came of it', 'The statement stands');
  await fill(kurt, 'Reason', 'The institute’s page still names her.');
  await press(kurt, 'Answer');
  assert.match(await kurt.$eval('main', (node) => node.innerText), /The statement stands/);
  assert.doesNotMatch(await kurt.$eval('main', (node) => node.innerText), /mara@ellison/);
  await untilReadersSee(({ id, status }) => id.includes('affiliated_with') && status === 'published');
  const after = await cardOfEllison();
  assert.doesNotMatch(await cardText(after), /disputed/i);
  await after.close();

  const anybody = await (await browser.createBrowserContext()).newPage();
  await anybody.goto(`${desk.url}/corrections`);
  await assertAccessible(anybody);
  const corrections = await anybody.$eval('main', (node) => node.innerText);
  for (const words of [WORDS, 'The institute’s page still names her.', 'Mara Ellison is affiliated with']) assert.ok(corrections.includes(words), corrections);
  assert.doesNotMatch(corrections, /mara@ellison/);
  assert.deepEqual(await anybody.cookies(), []);
  const feed = await (await fetch(`${desk.url}/corrections.atom`)).text();
  assert.match(feed, /<entry>.*The institute’s page still names her/s);
  assert.deepEqual(kurt.failures, []);
  desk.verify();
});

test('spam is put aside in bulk, by keyboard', async () => {
  for (let number = 0; number < 3; number += 1) {
    const body = JSON.stringify({ about: 'unknown_outlet', host: `buy-${number}.example`, message: 'Buy <b>now</b>!' });
    assert.equal((await fetch(`${desk.url}/v1/reports`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).status, 201);
  }
  await kurt.goto(`${desk.url}/desk/reports?about=unknown_outlet`);
  for (const number of [0, 1, 2]) {
    await kurt.focus(`input[name="report"][aria-label*="buy-${number}.example"]`);
    await kurt.keyboard.press('Space');
  }
  await reach(kurt, 'Put the ticked ones aside');
  await kurt.keyboard.press('Enter');
  await fill(kurt, 'Reason', 'Spam.');
  await press(kurt, 'Put aside');
  assert.match(await kurt.$eval('.count', (node) => node.textContent), /^0 reports/);
});

test('an older edition is made current, and readers get it', async () => {
  const ada = await person('ada');
  await press(ada, 'Editions');
  await assertAccessible(ada);
  assert.doesNotMatch(await ada.$eval('main', (node) => node.innerText), /worker is silent|No worker/);
  const oldest = await ada.$$eval('.listing tbody th a', (links) => links.at(-1).textContent);
  await press(ada, oldest);
  await assertAccessible(ada);
  await fill(ada, 'Reason', 'To try it.');
  await press(ada, 'Make it current');
  await until(ada, async (wanted) => (await (await fetch('/v1/edition', { cache: 'no-store' })).json()).id === wanted, oldest);
  assert.match(await ada.$eval('main', (node) => node.innerText), /since a roll-back[\s\S]*To try it\./);
});

const KEPT = ['desk-report-light-1440', 'desk-upkeep-light-1440', 'desk-missing-dark-360', 'desk-editions-light-1440'];

test('every page is accessible, wide and narrow, light and dark, and fits its window', async () => {
  const body = JSON.stringify({ about: 'statement', entity: 'mara-ellison', statement: 'mara-ellison.affiliated_with.institute-for-strait-studies', message: WORDS, contact: 'mara@ellison.example' });
  const { id } = await (await fetch(`${desk.url}/v1/reports`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).json();
  const ada = await person('ada');
  await ada.goto(`${desk.url}/desk/editions`);
  const newest = await ada.$eval('.listing tbody th a', (link) => link.getAttribute('href'));
  const pages = {
    'desk-reports': '/desk/reports?status=all',
    'desk-report': `/desk/reports/${id}`,
    'desk-missing': '/desk/missing',
    'desk-upkeep': '/desk/upkeep',
    'desk-upkeep-single': '/desk/upkeep/single',
    'desk-editions': '/desk/editions',
    'desk-edition': newest,
    corrections: '/corrections',
    preview: '/v1/reconcile/preview?id=mara-ellison',
  };
  for (const scheme of ['light', 'dark']) {
    for (const width of [1440, 360]) {
      await ada.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await ada.setViewport({ width, height: width === 360 ? 740 : 900 });
      for (const [name, path] of Object.entries(pages)) {
        await ada.goto(desk.url + path);
        await assertAccessible(ada);
        const overflow = await ada.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(overflow, 0, `${name} at ${width} px is ${overflow} px too wide`);
        const picture = `${name}-${scheme}-${width}`;
        if (KEPT.includes(picture) || process.env.KEEP_SCREENSHOTS === 'all') await keep(ada, `${picture}.png`, { fullPage: true });
      }
    }
  }
  assert.deepEqual(ada.failures, []);
});
