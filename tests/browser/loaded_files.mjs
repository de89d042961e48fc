/**
 * What the extension loads into a page that is annotated, before a card or the panel is opened: the injected script and style, and everything they
 * import at once. Modules behind `import()` come later.
 */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const EXTENSION = fileURLToPath(new URL('../../extension', import.meta.url));

/** By path below the extension's folder, the size in bytes as the file stands. */
export function loadedFiles() {
  const sizes = new Map();
  const load = (path) => {
    if (sizes.has(path)) return;
    const text = readFileSync(join(EXTENSION, path), 'utf8');
    sizes.set(path, Buffer.byteLength(text));
    for (const [, imported] of text.matchAll(/^(?:import|export)\b[^;]*?from '(\.[^']+)';/gms)) load(join(dirname(path), imported));
  };
  for (const path of ['enter.js', 'content.js', 'ui/highlight.css', 'ui/strip.css']) load(path);
  return sizes;
}
