/**
 * Makes one classic script of modules, for tests that run them inside a page. Nothing that ships is bundled.
 */

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * @param {string} source a module's text; imports resolve from the project's root
 * @returns {Promise<string>} a script that runs it at once
 */
export async function bundle(source) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: ROOT },
    bundle: true,
    write: false,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  return outputFiles[0].text;
}
