/**
 * Starts the real browsers of Debian, headless, with no way to the outside.
 */

import puppeteer from 'puppeteer-core';

const NO_OUTSIDE = {
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.no_proxies_on': '127.0.0.1, localhost',
  'network.proxy.allow_bypass': false,
  'network.proxy.failover_direct': false,
};

/** The UUID that Firefox gives our pages in tests. */
export const FIREFOX_UUID = '5d1e0a4e-51de-4073-9a0e-51de00000001';

/**
 * @param {{extension?: string, args?: string[]}} [options] `extension`: folder to load unpacked
 */
export async function launchChromium({ extension, args = [] } = {}) {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    pipe: true,
    enableExtensions: extension ? [extension] : false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
      ...args,
    ],
  });
}

/**
 * @param {{extension?: string, prefs?: Record<string, unknown>}} [options]
 */
export async function launchFirefox({ extension, prefs = {} } = {}) {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    headless: true,
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      ...NO_OUTSIDE,
      'extensions.webextensions.uuids': JSON.stringify({ 'sidenote@sidenote.example': FIREFOX_UUID }),
      'extensions.webextOptionalPermissionPrompts': false,
      ...prefs,
    },
  });
  if (extension) await browser.installExtension(extension);
  return browser;
}
