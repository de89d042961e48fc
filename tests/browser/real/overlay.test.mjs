import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startAnnotating } from '../annotating.mjs';
import { startApi, servePages } from '../api_server.mjs';
import { ENDLESS, FOLDED, LAZY, ONE_DOCUMENT, OTHER_TEXT, READING_VIEW, RIGHT_TO_LEFT, SHADOW, TABLE, TYPED, reactPage } from '../fixtures/live_pages.mjs';
import { BRIDGE } from '../fixtures/pages.mjs';
import { cardName, cardOpen, keep, markedWords, middleOf, pressShortcut, until } from '../steps.mjs';

let api, site;
const browsers = new Map();

/** A browser, started when it is first wanted. */
async function started(name) {
  if (!browsers.has(name)) browsers.set(name, await startAnnotating(name, { server: api.url }));
  return browsers.get(name);
}

before(async () => {
  const pages = { react: await reactPage(), typed: TYPED, table: TABLE, shadow: SHADOW, lazy: LAZY, folded: FOLDED, endless: ENDLESS, spa: ONE_DOCUMENT, reading: READING_VIEW, other: OTHER_TEXT, rtl: RIGHT_TO_LEFT, plain: BRIDGE };
  site = await servePages(Object.fromEntries(Object.entries(pages).map(([name, html]) => [`/${name}`, html])));
  api = await startApi({ fetchAllow: [`127.0.0.1:${site.port}`] });
});

after(async () => {
  for (const browser of browsers.values()) await browser.close();
  await api?.stop();
  await site?.stop();
});

const plainly = (words) => words.map((text) => text.normalize('NFKC').replace(/[\u00ad\u200b]/g, '').replace(/\s+/g, ' ')).sort();
const open = (browser, path) => browser.open(`http://127.0.0.1:${site.port}/${path}`);
const host = (page, check) => page.evaluate(`(() => { const host = document.querySelector('sidenote-overlay'); return (${check})(host?.shadowRoot, host); })()`);

/** Calls a function of the page and gives the marked words half a second later. */
async function marksAfter(page, action) {
  await page.evaluate((name) => {
    globalThis[name]();
    return new Promise((resolve) => setTimeout(resolve, 500));
  }, action);
  return plainly(await markedWords(page));
}

/** Whether a mark can be seen: without the highlights of that name its words look otherwise. */
async function isDrawn(page, text, highlights = /^sidenote-/) {
  const { x, y } = await middleOf(page, text);
  const look = () => page.screenshot({ clip: { x: x - 20, y: y - 20, width: 40, height: 40 } });
  const marked = await look();
  await page.evaluate((wanted) => {
    globalThis.put = [...CSS.highlights].filter(([name]) => new RegExp(wanted).test(name));
    for (const [name] of globalThis.put) CSS.highlights.delete(name);
  }, highlights.source);
  const plain = await look();
  await page.evaluate(() => globalThis.put.forEach(([name, highlight]) => CSS.highlights.set(name, highlight)));
  return !Buffer.from(marked).equals(Buffer.from(plain));
}

for (const name of ['chromium', 'firefox']) {
  /** The words that the plain page has marked. */
  let words;

  const onPage = (about, path, check) =>
    test(`${name}: ${about}`, async () => {
      const browser = await started(name);
      const page = await open(browser, path);
      const found = await page.evaluate(() => document.documentElement.outerHTML);
      await browser.annotate(page);
      const left = await page.evaluate(() => document.documentElement.outerHTML.replace(/<sidenote-overlay><\/sidenote-overlay>/, ''));
      assert.equal(left, found, 'the document is as it was, apart from one element');
      await check(page, browser);
      await page.close();
    });

  onPage('a plain page has all its marks', 'plain', async (page) => {
    words = plainly(await markedWords(page));
    for (const expected of ['AFP', 'Epoch Times', 'Ilse Vanterpool', 'Adalbert Korrin', 'Brookings Institution']) assert.ok(words.some((word) => word.endsWith(expected)), `${expected} in ${words.join(' | ')}`);
  });

  onPage('the strip stands in the corner, in our own look', 'plain', async (page) => {
    const strip = await host(page, `(root) => {
      const { right, bottom } = root.querySelector('[part~=strip]').getBoundingClientRect();
      const { borderRadius, display, backgroundColor } = getComputedStyle(root.querySelector('[part~=strip]'));
      return { right: innerWidth - right < 40, bottom: innerHeight - bottom === 16, borderRadius, display, backgroundColor, brand: root.querySelector('[part~=brand]').getBoundingClientRect().width };
    }`);
    assert.deepEqual(strip, { right: true, bottom: true, borderRadius: '999px', display: 'flex', backgroundColor: 'rgb(255, 255, 255)', brand: 18 });
  });

  onPage('ways of writing hide no name', 'typed', async (page) => {
    assert.deepEqual(plainly(await markedWords(page)), words.map((word) => (word === 'Ilse Vanterpool' ? 'IlseVanterpool' : word)).sort()); // a line break is no character
  });

  onPage('text in tables', 'table', async (page) => assert.deepEqual(plainly(await markedWords(page)), words));

  onPage('text in an open shadow root, also when that is drawn anew; its marks are drawn and can be pointed at', 'shadow', async (page) => {
    assert.deepEqual(plainly(await markedWords(page)), words);
    for (const text of ['AFP', 'Adalbert Korrin']) assert.ok(await isDrawn(page, text), text);
    assert.deepEqual(await marksAfter(page, 'rerender'), words);
    const { x, y } = await middleOf(page, 'AFP');
    await page.mouse.click(x, y);
    assert.equal(await cardName(page), 'Agence France-Presse');
    assert.ok(await isDrawn(page, 'AFP', /^sidenote-active$/), 'the background of the mark whose card is open');
  });

  onPage('a React page that draws its text anew keeps its marks', 'react', async (page) => {
    assert.deepEqual(plainly(await markedWords(page)), words);
    for (const action of ['rerender', 'rerender', 'retell', 'rerender', 'retell']) assert.deepEqual(await marksAfter(page, action), words, action);
    assert.deepEqual(await marksAfter(page, 'hide'), []);
    assert.deepEqual(await marksAfter(page, 'back'), words);
  });

  onPage('text that comes late is marked', 'lazy', async (page) => {
    const early = plainly(await markedWords(page));
    assert.ok(early.length > 0 && early.length < words.length, early.join(' | '));
    await page.evaluate(() => globalThis.arrive());
    await until(page, (count) => ['person', 'organization', 'unlinked'].reduce((sum, look) => sum + CSS.highlights.get(`sidenote-${look}`).size, 0) === count, words.length);
    assert.deepEqual(plainly(await markedWords(page)), words);
  });

  onPage('text that is folded away is marked as soon as it unfolds', 'folded', async (page) => {
    await page.evaluate(() => globalThis.unfold());
    const { x, y } = await middleOf(page, 'Epoch Times');
    await page.mouse.click(x, y);
    assert.equal(await cardName(page), 'The Epoch Times');
  });

  onPage('stories put below are left alone', 'endless', async (page) => {
    for (let i = 0; i < 3; i += 1) assert.deepEqual(await marksAfter(page, 'more'), words);
    const inside = await page.evaluate(() => ['person', 'organization', 'unlinked'].every((look) => [...CSS.highlights.get(`sidenote-${look}`)].every((range) => document.querySelector('article').contains(range.startContainer))));
    assert.ok(inside);
  });

  onPage('another story at another address has no marks', 'spa', async (page) => {
    assert.deepEqual(await marksAfter(page, 'go'), []);
    assert.equal(await page.evaluate(() => document.querySelector('sidenote-overlay')), null);
  });

  onPage("the page's own reading view is marked; an element swept away comes back", 'reading', async (page) => {
    assert.deepEqual(await marksAfter(page, 'read'), words);
    assert.deepEqual(await marksAfter(page, 'sweep'), words);
    assert.ok(await host(page, "(root) => root.querySelector('[part~=strip]').matches(':popover-open')"));
  });

  test(`${name}: other text with the same names gets no mark`, async () => {
    const browser = await started(name);
    const page = await open(browser, 'other');
    const { response, marks } = await browser.ask(page, { type: 'annotate' });
    assert.ok(response.items.length >= 5);
    assert.equal(marks.found, 0);
    assert.deepEqual(await markedWords(page), []);
    await page.close();
  });

  onPage('panel and card open, close and go without a trace', 'plain', async (page) => {
    await page.bringToFront();
    await pressShortcut(page);
    await until(page, () => Boolean(document.querySelector('sidenote-overlay').shadowRoot.querySelector('.panel:popover-open')));
    await page.keyboard.press('Enter');
    await cardName(page);
    const open = await page.evaluate(() => {
      const copy = document.documentElement.cloneNode(true);
      copy.querySelector('sidenote-overlay').remove();
      return copy.outerHTML;
    });
    const name0 = await cardName(page);
    await page.keyboard.press('ArrowRight');
    await until(page, (before) => document.querySelector('sidenote-overlay').shadowRoot.querySelector('#card-name').textContent !== before, name0);
    await page.keyboard.press('ArrowLeft');
    await until(page, (before) => document.querySelector('sidenote-overlay').shadowRoot.querySelector('#card-name').textContent === before, name0);
    await host(page, "(root) => root.querySelector('.panel-head .quiet-button').click()");
    await until(page, () => !document.querySelector('sidenote-overlay'));
    assert.equal(await page.evaluate(() => document.documentElement.outerHTML), open);
    assert.equal(await page.evaluate(() => CSS.highlights.size), 0);
  });

  onPage('a page written from right to left: the card begins at the right edge of its mark, the panel keeps to the left', 'rtl', async (page) => {
    const words = await middleOf(page, 'Sputnik');
    await page.mouse.click(words.x, words.y);
    await cardName(page);
    const { mark, card, strip, direction } = await page.evaluate(() => {
      const root = document.querySelector('sidenote-overlay').shadowRoot;
      const range = [...CSS.highlights.get('sidenote-organization')].find((one) => one.toString() === 'Sputnik');
      const box = (one) => one.getBoundingClientRect().toJSON();
      return { mark: box(range), card: box(root.querySelector('.card')), strip: box(root.querySelector('[part~=strip]')), direction: getComputedStyle(root.querySelector('.card')).direction };
    });
    assert.equal(direction, 'ltr', 'our words are written from left to right');
    assert.ok(Math.abs(card.right - mark.right) < 2 || card.left <= 13, JSON.stringify({ mark, card }));
    assert.ok(strip.left < 40);
    await pressShortcut(page);
    await until(page, () => Boolean(document.querySelector('sidenote-overlay').shadowRoot.querySelector('.panel:popover-open')));
    assert.equal(await cardOpen(page), false, 'the card would lie below the panel');
    if (name === 'chromium') await keep(page, 'right-to-left.png');
  });
}
