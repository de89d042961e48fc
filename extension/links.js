/**
 * In the page, where the reader chose it: labels links to known outlets with who is above them. The background looks them up on the device; nothing is sent.
 */

import { answerMessages, askBackground, message, uiLanguage } from './in-page.js';
import { LinkLabels } from './ui/link-labels.js';
import { speak } from './ui/words.js';

/** @typedef {import('./bundle/lookup.js').OutletLabel} OutletLabel */

const PAUSE = 200;
const MOST = 400;

/** @type {Map<string, OutletLabel|null>} */
const known = new Map();
const labels = new LinkLabels();

/** Links to other sites, with the address that is looked up: host and path alone. */
function linksElsewhere() {
  /** @type {Map<HTMLAnchorElement, string>} */
  const links = new Map();
  for (const link of document.links) {
    if (!(link instanceof HTMLAnchorElement) || !/^https?:$/.test(link.protocol) || isHere(link.hostname) || !link.textContent?.trim()) continue;
    links.set(link, `${link.protocol}//${link.hostname}${link.pathname}`);
    if (links.size === MOST) break;
  }
  return links;
}

/** @param {string} host */
const isHere = (host) => host === location.hostname || host.endsWith(`.${location.hostname}`) || location.hostname.endsWith(`.${host}`);

async function look() {
  const links = linksElsewhere();
  const addresses = [...new Set(links.values())].filter((address) => !known.has(address));
  if (addresses.length) {
    const found = await askBackground({ type: 'label-links', addresses });
    for (const address of addresses) known.set(address, found?.[address] ?? null);
  }
  labels.show([...links].flatMap(([link, address]) => {
    const label = known.get(address);
    return label ? [{ link, label }] : [];
  }));
}

let waiting = 0;
function lookSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(look, PAUSE);
}

answerMessages({
  'list-links': () => labels.list(),
  'go-to-link': ({ index }) => labels.goTo(index),
  'remove-links': () => {
    changes.disconnect();
    labels.remove();
  },
});

speak(message, uiLanguage());
const changes = new MutationObserver((records) => {
  if (records.some(({ addedNodes, removedNodes }) => [...addedNodes, ...removedNodes].some((node) => !labels.owns(node)))) lookSoon();
});
changes.observe(document.documentElement, { childList: true, subtree: true });
addEventListener('resize', () => labels.place());
addEventListener('load', () => labels.place());
look();
