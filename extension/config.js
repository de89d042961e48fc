/**
 * The server that this build of the extension asks, and the public key its outlet bundles are signed with. `make extension` writes another one for a
 * store; a server chosen in the settings has its key shown to the reader and pinned.
 */

/** @type {{server: string, key: string}} `key`: 32 bytes in base64, empty where the reader has to confirm the server's key */
export const CONFIG = { server: 'http://127.0.0.1:8000', key: '' };
