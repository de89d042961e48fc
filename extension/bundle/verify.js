/**
 * Checks a bundle's text before anything of it is used: digest, signature, form, and that it is no older than what is there. Ed25519 by the
 * browser's own WebCrypto (Chromium 137, Firefox 129 and later).
 */

import { FORMAT, rowsOf } from './text.js';

/** @typedef {import('./text.js').Envelope} Envelope */

/** A bundle that is not used; `reason` is the end of a message key. */
export class BundleRefused extends Error {
  /** @param {'signature'|'digest'|'format'|'older'|'key'} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * @param {Envelope} envelope
 * @param {string} text
 * @param {{key: string, newest?: string}} trust `key`: base64; `newest`: the edition that is there already
 */
export async function verifiedRows({ edition, sha256, signature }, text, { key, newest = '' }) {
  const bytes = new TextEncoder().encode(text);
  if (hex(await crypto.subtle.digest('SHA-256', bytes)) !== sha256) throw new BundleRefused('digest');
  const publicKey = await crypto.subtle.importKey('raw', bytesOf(key), 'Ed25519', false, ['verify']);
  if (!(await crypto.subtle.verify('Ed25519', publicKey, bytesOf(signature), bytes))) throw new BundleRefused('signature');
  const { header, rows } = rowsOf(text);
  if (header.format !== FORMAT) throw new BundleRefused('format');
  if (header.edition !== edition || header.lines !== rows.length) throw new BundleRefused('digest');
  if (header.edition < newest) throw new BundleRefused('older');
  return { header, rows };
}

/**
 * What people compare of a public key: the first 16 bytes of its SHA-256.
 *
 * @param {string} key base64
 */
export async function fingerprintOf(key) {
  const digest = hex(await crypto.subtle.digest('SHA-256', bytesOf(key))).slice(0, 32);
  return /** @type {string[]} */ (digest.match(/.{4}/g)).join(' ');
}

/** @param {string} base64 */
const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** @param {ArrayBuffer} buffer */
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
