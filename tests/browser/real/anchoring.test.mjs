import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { PYTHON, ROOT, loadedEdition } from '../api_server.mjs';
import { anchorPages } from '../measure/anchor_pages.mjs';
import { MATCHERS } from '../measure/matchers.mjs';

const PAGES = fileURLToPath(new URL('../../../../shared/pages/dev/fundus-eval.jsonl.gz', import.meta.url));
const FLOORS = { sidenote: 0.99, 'apache-annotator': 0.98 };

test("the server's selectors anchor in saved news pages, with an independent implementation too, and none at other words", { skip: !existsSync(PAGES) && 'the saved pages are not here' }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sidenote-anchoring-'));
  try {
    const pages = gunzipSync(readFileSync(PAGES)).toString('utf8').trim().split('\n').map((line) => JSON.parse(line));
    writeFileSync(join(folder, 'pages.jsonl'), pages.map(({ id, url, html }) => JSON.stringify({ id, url, html })).join('\n'));
    const env = { ...process.env, ...loadedEdition(folder) };
    const { status, stderr } = spawnSync(PYTHON, ['-m', 'server', 'annotate', '--jsonl', join(folder, 'pages.jsonl'), '--out', join(folder, 'answers.jsonl'), '--include', 'text'], { cwd: ROOT, env, encoding: 'utf8' });
    assert.ok(existsSync(join(folder, 'answers.jsonl')), `${status}: ${stderr}`);
    const answers = new Map(readFileSync(join(folder, 'answers.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line)).map((answer) => [answer.id, answer]));
    const { sums } = await anchorPages(pages.map((page) => ({ ...page, answer: answers.get(page.id) })), { matchers: MATCHERS });
    for (const [name, { selectors, anchored, wrong }] of sums) {
      assert.ok(selectors > 500, `${selectors} selectors`);
      assert.ok(anchored / selectors >= FLOORS[name], `${name}: ${anchored} of ${selectors}`);
      assert.equal(wrong, 0, name);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
