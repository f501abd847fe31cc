import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { aFile, aSupergraph } from './configuration/a-directory.ts';

const main = path.join(import.meta.dirname, '../src/main.ts');
const KEY = 'k'.repeat(32);
let supergraph: string;
const subgraph = createHttpServer((_request, response) => void response.end('{"data":{"hello":"world"}}'));

beforeAll(async () => {
  await new Promise<void>((resolve) => subgraph.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}`;
  supergraph = aFile('supergraph.graphql', aSupergraph({ things: url }));
});
afterAll(() => {
  subgraph.closeAllConnections();
  subgraph.close();
});

const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

const start = (args: readonly string[], environment: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'silent', ...environment },
    cwd: path.dirname(supergraph),
  });
  children.add(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output, ended };
};

const ready = async ({ child, output }: ReturnType<typeof start>): Promise<string> => {
  while (!output.stdout.includes('\n') && child.exitCode === null) await sleep(20);
  return /ready at (\S+)/.exec(output.stdout)?.[1] ?? `not ready: ${output.stderr}`;
};
const ask = async (url: string, query: string, headers = {}): Promise<unknown> =>
  (
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    })
  ).json();
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const aFreePort = async (): Promise<{ port: number; free: () => Promise<void> }> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    free: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

describe('the router as a process', () => {
  test('serves a supergraph whose subgraphs know nothing of Stoa, and ends in order', async () => {
    const router = start(['--supergraph', supergraph, '--port', '0']);
    const url = await ready(router);
    expect(router.output).toEqual({ stdout: `The router is ready at ${url}\n`, stderr: '' });
    expect(await ask(url, '{ hello }', { authorization: 'Bearer of another realm' })).toEqual({
      data: { hello: 'world' },
    });
    router.child.kill('SIGTERM');
    expect(await router.ended).toBe(0);
  });

  test('is told as much by its environment', async () => {
    const { port, free } = await aFreePort();
    await free();
    const environment = { SUPERGRAPH_FILE: supergraph, ROUTER_PORT: `${port}`, PORT: '1', THINGS_ROUTER_KEY: KEY };
    const router = start([], environment);
    expect(await ready(router)).toBe(`http://127.0.0.1:${port}/graphql`);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    router.child.kill('SIGINT');
    expect(await router.ended).toBe(0);
  });

  test.each(['--watch', 'SIGHUP'])('serves another supergraph without an end: %s', async (way) => {
    const url = `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}`;
    const file = aFile(`changing-${way}.graphql`, aSupergraph({ things: url }));
    const router = start(['--supergraph', file, '--port', '0', ...(way === '--watch' ? [way] : [])]);
    const graph = await ready(router);
    const tell = () => way === 'SIGHUP' && router.child.kill('SIGHUP');
    expect(await ask(graph, '{ more }')).toHaveProperty('errors');

    writeFileSync(file, 'type Query { half');
    tell();
    await sleep(1_500);
    expect(await ask(graph, '{ hello }')).toEqual({ data: { hello: 'world' } });

    writeFileSync(file, aSupergraph({ things: url }).replace('hello: String', 'hello: String more: String'));
    tell();
    const begin = Date.now();
    const isServed = async () => !('errors' in ((await ask(graph, '{ more }')) as object));
    while (!(await isServed()) && Date.now() - begin < 10_000) await sleep(100);
    expect(await ask(graph, '{ more }')).toEqual({ data: { more: null } });
    router.child.kill('SIGTERM');
    expect(await router.ended).toBe(0);
  });

  test('explains its flags, its configuration and its variables', async () => {
    const { output, ended } = start(['--help']);
    expect(await ended).toBe(0);
    for (const name of ['--supergraph', '--subgraph', 'persistedOperations', 'ROUTER_PORT', 'NAME_ROUTER_KEY'])
      expect(output.stdout).toContain(name);
  });

  test('names every fault of its command line and ends with 2', async () => {
    const { output, ended } = start(['--port', 'http', '--subgraph', 'things']);
    expect(await ended).toBe(2);
    expect(output.stderr).toBe('--port: http is not a port\n--subgraph: things is not name=url\nSee --help\n');
  });

  test('names every other fault and ends with 1', async () => {
    const config = aFile('wrong.yaml', 'limits: { dpeth: 3 }');
    const { output, ended } = start(['--supergraph', 'none.graphql', '--config', config], {
      LOG_LEVEL: 'loud',
      PORT: 'http',
    });
    expect(await ended).toBe(1);
    expect(output.stderr.trim().split('\n')).toEqual([
      'PORT is not valid: a port',
      expect.stringMatching(/^LOG_LEVEL is not valid: /),
      `${config}: limits.dpeth is not known`,
      '--supergraph: there is no none.graphql',
    ]);
  });

  test('says so when its port is taken', async () => {
    const { port, free } = await aFreePort();
    const { output, ended } = start(['--supergraph', supergraph, '--port', `${port}`]);
    expect([await ended, output.stderr]).toEqual([
      1,
      `Port ${port} is taken: choose another with --port or ROUTER_PORT\n`,
    ]);
    await free();
  });
});
