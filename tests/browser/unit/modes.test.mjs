import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pagesToWatch, sendsByItself } from '../../../extension/modes.js';

const BASE = { server: '', key: '', agreed: true, bundle: true, off: false, mode: 'click', sites: ['a.example'], silent: [], links: false };

const WATCHED = [
  ['only when asked', {}, { announce: [], links: false, except: [] }],
  ['allowed sites', { mode: 'sites' }, { announce: ['a.example'], links: false, except: [] }],
  ['known news sites', { mode: 'news', silent: ['b.example'] }, { announce: 'everywhere', links: false, except: ['b.example'] }],
  ['known news sites without the list', { mode: 'news', bundle: false }, { announce: [], links: false, except: [] }],
  ['links', { links: true }, { announce: [], links: true, except: [] }],
  ['switched off', { mode: 'news', links: true, off: true }, { announce: [], links: false, except: [] }],
  ['not agreed', { mode: 'news', links: true, agreed: false }, { announce: [], links: false, except: [] }],
];
for (const [name, changes, expected] of WATCHED) test(`pages watched: ${name}`, () => assert.deepEqual(pagesToWatch({ ...BASE, ...changes }), expected));

const SENT = [
  ['only when asked', {}, 'https://a.example/story', true, false],
  ['an allowed site', { mode: 'sites' }, 'https://a.example/', false, true],
  ['another site', { mode: 'sites' }, 'https://www.a.example/story', true, false],
  ['an article of a known outlet', { mode: 'news' }, 'https://b.example/story', true, true],
  ['an article by its parameter', { mode: 'news' }, 'https://b.example/?p=7', true, true],
  ['a front page', { mode: 'news' }, 'https://b.example/', true, false],
  ['an unknown outlet', { mode: 'news' }, 'https://b.example/story', false, false],
  ['a site left alone', { mode: 'news', silent: ['b.example'] }, 'https://b.example/story', true, false],
  ['switched off', { mode: 'sites', off: true }, 'https://a.example/story', true, false],
  ['not agreed', { mode: 'sites', agreed: false }, 'https://a.example/story', true, false],
];
for (const [name, changes, address, known, expected] of SENT) test(`sent by itself: ${name}`, () => assert.equal(sendsByItself({ ...BASE, ...changes }, { address, known }), expected));
