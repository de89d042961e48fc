import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanAddress } from '../../../extension/ui/clean-address.js';

const CLEANED = [
  ['https://news.example/a?id=7', 'https://news.example/a?id=7'],
  ['https://news.example/a#part', 'https://news.example/a'],
  ['https://reader:secret@news.example/a', 'https://news.example/a'],
  ['https://news.example/a?utm_source=x&id=7&UTM_Medium=y&fbclid=z', 'https://news.example/a?id=7'],
  ['https://news.example/a?gclid=1&oborigurl=2', 'https://news.example/a'],
  ['http://news.example/%E6%96%B0?q=%20', 'http://news.example/%E6%96%B0?q=%20'],
  ['about:blank', null],
  ['chrome://settings', null],
  ['file:///tmp/a.html', null],
  ['javascript:alert(1)', null],
  ['', null],
];
for (const [address, cleaned] of CLEANED) test(`sends ${cleaned} for ${address || 'an empty address'}`, () => assert.equal(cleanAddress(address), cleaned));
