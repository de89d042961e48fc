/**
 * When Sidenote does something by itself. Pure: the reader's choices in, what to do out.
 */

/** @typedef {'click'|'sites'|'news'} Mode `click`: only when asked; `sites`: on sites the reader allowed; `news`: on sites of known outlets */

/**
 * `key`: the server's, base64; `agreed`: pages may be sent when the mode says so; `bundle`: the list of outlets may be downloaded; `sites`: allowed
 * hosts; `silent`: hosts left alone; `links`: label links to known outlets.
 *
 * @typedef {{server: string, key: string, agreed: boolean, bundle: boolean, off: boolean, mode: Mode, sites: string[], silent: string[], links: boolean}} Settings
 */

/**
 * Which pages announce themselves, and which label their links.
 *
 * @param {Settings} settings
 * @returns {{announce: string[]|'everywhere', links: boolean, except: string[]}}
 */
export function pagesToWatch({ agreed, bundle, off, mode, sites, silent, links }) {
  if (off || !agreed) return { announce: [], links: false, except: [] };
  const announce = mode === 'news' && bundle ? 'everywhere' : mode === 'sites' ? sites : [];
  return { announce, links: links && bundle, except: silent };
}

/**
 * Whether a page that announced itself is to be sent. A front page is no article.
 *
 * @param {Settings} settings
 * @param {{address: string, known: boolean}} page `known`: the list has its outlet
 */
export function sendsByItself({ agreed, off, mode, sites, silent }, { address, known }) {
  const { hostname, pathname, search } = new URL(address);
  if (!agreed || off || silent.includes(hostname)) return false;
  if (mode === 'sites') return sites.includes(hostname);
  return mode === 'news' && known && pathname + search !== '/';
}
