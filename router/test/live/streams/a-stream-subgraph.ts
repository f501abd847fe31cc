import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, type GraphQLError, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { bodyOf, closeLater } from '../../transport/a-server.ts';

export interface ServedSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers: Record<string, unknown>;
}

export interface Seen {
  readonly connections: {
    readonly headers: IncomingHttpHeaders;
    readonly params: Readonly<Record<string, unknown>> | undefined;
  }[];
  /** Operations over HTTP and over sockets, their texts. */
  readonly operations: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> | undefined }[];
  /** Headers of HTTP requests. */
  readonly requests: IncomingHttpHeaders[];
}

export const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@authenticated"])\n`;

/** A foreign subgraph: HTTP and graphql-ws's own server on one port, which it keeps while it is down. */
export const aStreamSubgraph = async (
  { sdl, resolvers }: ServedSubgraph,
  options: Pick<Start, 'mayConnect' | 'refusal'> = {},
) => {
  const schema = buildSubgraphSchema([{ typeDefs: parse(FEDERATION + sdl), resolvers: resolvers as never }]);
  const seen: Seen = { connections: [], operations: [], requests: [] };
  let running = await started({ schema, seen, port: 0, ...options });
  const { port } = running;
  closeLater(() => running.kill());
  return {
    seen,
    url: `http://127.0.0.1:${port}/graphql`,
    kill: () => running.kill(),
    closeSockets: (code: number, reason: string) => running.closeSockets(code, reason),
    openSockets: () => running.openSockets(),
    /** Called when whoever asked over HTTP does not wait for the answer. */
    onNextAbort: (then: () => void) => running.onNextAbort(then),
    comeBack: async () => {
      running = await started({ schema, seen, port, ...options });
    },
  };
};

interface Start {
  readonly schema: GraphQLSchema;
  readonly seen: Seen;
  readonly port: number;
  readonly mayConnect?: () => boolean;
  /** Errors instead of a subscription. */
  readonly refusal?: () => readonly GraphQLError[];
}

async function started({ schema, seen, port, mayConnect = () => true, refusal }: Start) {
  let onAbort: (() => void) | undefined;
  const server = createServer((request, response) => {
    seen.requests.push(request.headers);
    response.once('close', () => response.writableFinished || onAbort?.());
    void answer(schema, request, seen).then((body) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    );
  });
  const sockets = new WebSocketServer({ server });
  const served = useServer(
    {
      schema,
      onConnect: ({ connectionParams, extra }) => {
        seen.connections.push({ headers: extra.request.headers, params: connectionParams });
        return mayConnect();
      },
      onSubscribe: (_context, _id, { query, variables }) => {
        seen.operations.push({ query, variables: variables ?? undefined });
        return refusal?.();
      },
    },
    sockets,
  );
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    openSockets: () => sockets.clients.size,
    onNextAbort: (then: () => void) => (onAbort = then),
    closeSockets: (code: number, reason: string) => {
      for (const socket of sockets.clients) socket.close(code, reason);
    },
    kill: async () => {
      for (const socket of sockets.clients) socket.terminate();
      await Promise.resolve(served.dispose()).catch(() => undefined);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(schema: GraphQLSchema, request: IncomingMessage, { operations }: Seen) {
  const { query, variables } = JSON.parse(await bodyOf(request)) as {
    query: string;
    variables?: Record<string, unknown>;
  };
  operations.push({ query, variables });
  return execute({ schema, document: parse(query), ...(variables && { variableValues: variables }) });
}
