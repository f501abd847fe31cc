import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aGraph } from './a-graph.ts';

const main = path.join(import.meta.dirname, '../src/main.ts');
let directory: string;
let complete: Record<string, string>;

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'router-'));
  const file = path.join(directory, 'supergraph.graphql');
  writeFileSync(file, aGraph().supergraphSdl);
  const key = 'k'.repeat(32);
  complete = {
    SUPERGRAPH_FILE: file,
    USERS_ROUTER_KEY: key,
    PRODUCTS_ROUTER_KEY: key,
    PAYMENTS_ROUTER_KEY: key,
    LOG_LEVEL: 'silent',
  };
});
afterAll(() => rmSync(directory, { recursive: true }));

const start = (environment: Record<string, string>, args: string[] = []) => {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'], ...environment },
    cwd: directory,
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output, ended };
};

const aFreePort = async (): Promise<{ port: number; free: () => Promise<void> }> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    free: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

describe('the router as a process', () => {
  test('names every fault of its configuration and ends with 1', async () => {
    const { output, ended } = start({
      ...complete,
      PORT: 'http',
      LOG_LEVEL: 'loud',
      USERS_ROUTER_KEY: 'short',
      PRODUCTS_URL: 'nowhere',
      PAYMENTS_ROUTER_KEY: '',
    });
    expect(await ended).toBe(1);
    expect(output.stderr.trim().split('\n')).toHaveLength(5);
    for (const variable of ['PORT', 'LOG_LEVEL']) expect(output.stderr).toContain(`${variable} is not valid`);
    expect(output.stderr).not.toContain('    at ');
  });

  test('names every subgraph setting that is missing or wrong', async () => {
    const { output, ended } = start({
      ...complete,
      USERS_ROUTER_KEY: 'short',
      PRODUCTS_URL: 'nowhere',
      PAYMENTS_ROUTER_KEY: '',
    });
    expect(await ended).toBe(1);
    expect(output.stderr.trim().split('\n').toSorted()).toEqual([
      'PAYMENTS_ROUTER_KEY is not set: a secret of at least 32 characters',
      'PRODUCTS_URL is not valid: an http address',
      'USERS_ROUTER_KEY is not valid: a secret of at least 32 characters',
    ]);
  });

  test('says so when there is no supergraph', async () => {
    const { output, ended } = start({ ...complete, SUPERGRAPH_FILE: 'none.graphql' });
    expect(await ended).toBe(1);
    expect(output.stderr).toContain('SUPERGRAPH_FILE: there is no none.graphql\n');
  });

  test('says so when its port is taken', async () => {
    const { port, free } = await aFreePort();
    const { output, ended } = start({ ...complete, PORT: `${port}` });
    expect([await ended, output.stderr]).toEqual([1, `Port ${port} is taken: set ROUTER_PORT to another\n`]);
    await free();
  });

  test('explains its variables', async () => {
    const { output, ended } = start({}, ['--help']);
    expect(await ended).toBe(0);
    for (const variable of ['ROUTER_PORT', 'SUPERGRAPH_FILE', 'ORDERS_URL', 'ORDERS_ROUTER_KEY'])
      expect(output.stdout).toContain(variable);
  });

  test('says one line when it is ready, answers, and ends in order', async () => {
    const { port, free } = await aFreePort();
    await free();
    const { child, output, ended } = start({ ...complete, ROUTER_PORT: `${port}`, PORT: '1' });
    while (!output.stdout.includes('\n') && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(output).toEqual({ stdout: `The router is ready at http://127.0.0.1:${port}/graphql\n`, stderr: '' });
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
