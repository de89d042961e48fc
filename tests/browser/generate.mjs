/**
 * Writes the extension's generated modules from their single sources; `npm run generate`. A unit test holds them equal.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));

/** The generated modules by path, with the text they should have. */
export function generatedModules() {
  const modules = {
    'extension/ui/words.en.js': asModule('_locales/en/messages.json', 'WORDS', read('extension/_locales/en/messages.json')),
  };
  const parameters = new URL('server/records/tracking_parameters.json', ROOT);
  if (existsSync(parameters)) {
    modules['extension/ui/tracking-parameters.js'] = asModule('server/records/tracking_parameters.json', 'TRACKING_PARAMETERS', read('server/records/tracking_parameters.json'));
  }
  return modules;
}

function asModule(source, name, value) {
  return `// Generated from ${source} by \`npm run generate\`; edit that file.\nexport const ${name} = ${JSON.stringify(value, null, 2)};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(generatedModules())) writeFileSync(new URL(path, ROOT), text);
}
