import type { TransportTo } from './engine/open-engine.ts';
import type { SubgraphTransport } from './transport/subgraph-transport.ts';

/** The ways to subgraphs that some supergraph has named. */
export interface OpenedTransports {
  readonly to: TransportTo;
  /** The way to a subgraph by its name alone, for its pages and hooks. */
  readonly named: (name: string) => SubgraphTransport | undefined;
}

/** Remembers the latest way to each subgraph. */
export const openedTransports = (transportTo: TransportTo): OpenedTransports => {
  const opened = new Map<string, SubgraphTransport>();
  return {
    to: (subgraph) => {
      const transport = transportTo(subgraph);
      if (transport) opened.set(subgraph.name, transport);
      return transport;
    },
    named: (name) => opened.get(name),
  };
};
