import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { sendWebResponse, toWebRequest } from '@stoa/subgraph-kit';
import { openTestSubgraph, type TestSubgraph } from '@stoa/testing';
import type { PaymentProvider } from '../src/providers/payment-provider.ts';
import { paymentsOver } from '../src/subgraph.ts';

export const SANDBOX_SECRET = 'sandbox-secret-of-the-tests-0123456789';
const PAGE_SECRET = 'page-secret-of-the-tests-0123456789abc';

export interface TestPayments extends TestSubgraph {
  /** Where the subgraph's pages and hooks are reached over HTTP. */
  readonly publicUrl: string;
  /** Runs these jobs until none of them finds anything to do. */
  drain(...jobs: readonly JobName[]): Promise<void>;
}

type JobName = (typeof ALL_JOBS)[number];
const ALL_JOBS = [
  'call-provider',
  'deliver-sandbox-hooks',
  'apply-provider-events',
  'settle-sandbox-payments',
] as const;

/** Payments with its pages and hooks on a real port, because the sandbox sends its web hooks over HTTP. */
export const openPayments = async ({
  road = (provider) => provider,
  environment = {},
}: {
  road?: (provider: PaymentProvider) => PaymentProvider;
  environment?: Readonly<Record<string, string>>;
} = {}): Promise<TestPayments> => {
  const server = createServer();
  const publicUrl = await listen(server);
  const opened = await openTestSubgraph(paymentsOver(road), {
    environment: {
      PUBLIC_URL: publicUrl,
      PAYMENTS_SANDBOX_SECRET: SANDBOX_SECRET,
      PAYMENTS_PAGE_SECRET: PAGE_SECRET,
      ...environment,
    },
  });
  server.on('request', (request, response) => {
    const answered = opened.open.http(toWebRequest(request), 'test');
    void answered.then((answer) => sendWebResponse(answer ?? new Response(null, { status: 404 }), response));
  });
  return {
    ...opened,
    publicUrl,
    drain: async (...jobs) => {
      const names = jobs.length > 0 ? jobs : ALL_JOBS;
      for (let done = 1; done > 0;) {
        done = 0;
        for (const name of names) done += await opened.open.runJob(name);
      }
    },
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      await opened.close();
    },
  };
};

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
