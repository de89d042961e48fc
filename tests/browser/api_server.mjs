/**
 * Starts the real API on a free loopback port over an edition of the bundled records, and a page server beside it. Stops both by their own means.
 */

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const PYTHON = process.env.PYTHON ?? (existsSync(join(ROOT, '.venv/bin/python')) ? join(ROOT, '.venv/bin/python') : 'python3');
const READY_WITHIN = 30_000;

/** @returns {Promise<number>} a port free at this moment */
async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Runs Python in the project, to its end. */
export function run(args, environment) {
  const { status, stderr } = spawnSync(PYTHON, args, { cwd: ROOT, env: { ...process.env, ...environment }, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr.slice(-2000)}`);
}

/**
 * The settings of an edition of the bundled records, made in `folder` unless there is one. SIDENOTE_TEST_EDITIONS names one made before, to save
 * loading the records again.
 *
 * @param {string} folder
 */
export function loadedEdition(folder) {
  const settings = { DATABASE_URL: `sqlite:///${join(folder, 'sidenote.db')}`, SIDENOTE_EDITIONS: process.env.SIDENOTE_TEST_EDITIONS ?? join(folder, 'editions') };
  if (!process.env.SIDENOTE_TEST_EDITIONS) {
    run(['-m', 'credibility_db', 'load'], settings);
    run(['-m', 'credibility_db', 'publish'], settings);
  }
  return settings;
}

/**
 * The real API. `fetchAllow` are the host:port pairs of test pages that it may fetch; `ownDatabase` makes the curators' tables, for what is written.
 *
 * @param {{fetchAllow?: string[], ownDatabase?: boolean}} [options]
 * @returns {Promise<{url: string, folder: string, environment: Record<string, string>, stop: () => Promise<void>, log: () => string}>}
 */
export async function startApi({ fetchAllow = [], ownDatabase = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'sidenote-'));
  const environment = { ...loadedEdition(folder), FETCH_ALLOW: fetchAllow.join(','), SIDENOTE_BUNDLE_KEY: join(process.env.SIDENOTE_TEST_EDITIONS ?? folder, 'bundle-key.pem'), SIDENOTE_LOG_LEVEL: 'INFO' };
  run(['-m', 'server', 'create-bundle-key'], environment);
  if (ownDatabase && process.env.SIDENOTE_TEST_EDITIONS) {
    run(['-c', `from credibility_db.migrations import upgrade; from credibility_db.models import open_database; upgrade(open_database('${environment.DATABASE_URL}'))`], environment);
  }
  return serveApi(folder, environment);
}

/**
 * The real server on a free port; `stop` ends it and removes its folder, `log` gives what it said.
 *
 * @param {string} folder
 * @param {Record<string, string>} environment
 */
export async function serveApi(folder, environment) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(PYTHON, ['-m', 'server', 'serve', '--host', '127.0.0.1', '--port', String(port)], { cwd: ROOT, env: { ...process.env, SIDENOTE_LIMITS: 'no', ...environment } });
  let output = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (output += chunk));
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const stop = async () => {
    server.kill('SIGTERM');
    const late = setTimeout(() => server.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(`${url}/readyz`, server);
  } catch (error) {
    await stop();
    const worth = output.split('\n').filter((line) => !line.includes('server.access'));
    throw new Error(`${error.message}\n${worth.join('\n').slice(-3000)}`);
  }
  return { url, folder, environment, stop, log: () => output };
}

async function untilReady(address, server) {
  const end = Date.now() + READY_WITHIN;
  let answer = '';
  while (Date.now() < end && server.exitCode === null) {
    const reply = await fetch(address).catch(() => null);
    if (reply?.ok) return;
    answer = reply ? await reply.text() : 'no answer';
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the API did not become ready: ${answer}`);
}

/**
 * Serves test pages by path, each with the strictest policy a news site may set.
 *
 * @param {Record<string, string>} pages HTML by path
 * @returns {Promise<{port: number, stop: () => Promise<void>}>}
 */
export async function servePages(pages) {
  const server = createServer((request, response) => {
    const body = pages[new URL(request.url, 'http://local').pathname];
    response.writeHead(body === undefined ? 404 : 200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'",
    });
    response.end(body ?? 'not here');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}
