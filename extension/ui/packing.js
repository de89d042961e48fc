/**
 * Packs a value into a short text and back. An answer is mostly records, a sixth as long when packed: a page that takes it in whole pays for that in its
 * main thread, though no card may ever be opened.
 */

/**
 * @param {unknown} value what JSON can say
 * @returns {Promise<string>}
 */
export async function pack(value) {
  const bytes = await through(new Blob([JSON.stringify(value)]), new CompressionStream('deflate-raw'));
  return btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));
}

/**
 * @param {string} packed
 * @returns {Promise<any>}
 */
export async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(await through(new Blob([bytes]), new DecompressionStream('deflate-raw'))));
}

/**
 * @param {Blob} blob
 * @param {CompressionStream|DecompressionStream} stream
 */
const through = (blob, stream) => new Response(blob.stream().pipeThrough(stream)).arrayBuffer();
