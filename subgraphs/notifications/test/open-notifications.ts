import { openTestSubgraph, type TestSubgraph } from '@stoa/testing';
import type { GraphTransport } from '@stoa/subgraph-kit';
import { notifications } from '../src/subgraph.ts';

export const ENVIRONMENT = { NOTIFICATIONS_MESSAGE_SECRET: 'a secret that only this test has, 32 or more' };

export const openNotifications = (
  graph: GraphTransport,
  environment: Record<string, string> = {},
): Promise<TestSubgraph> => openTestSubgraph(notifications, { graph, environment: { ...ENVIRONMENT, ...environment } });
