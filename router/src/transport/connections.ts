import type { HttpTransport } from './http-transport.ts';

/** Transports by where they lead: supergraphs that follow one another use the same connections. */
export interface Connections<Address> {
  readonly to: (name: string, address: Address) => HttpTransport;
  /** Closes all of them. */
  readonly close: () => Promise<void>;
}

/** Opens a transport at the first request for an address. Connections that nobody uses any more end by themselves. */
export const connections = <Address extends { readonly url: string }>(
  open: (address: Address) => HttpTransport,
): Connections<Address> => {
  const opened = new Map<string, HttpTransport>();
  return {
    to: (name, address) => {
      const place = `${name} ${address.url}`;
      const known = opened.get(place);
      if (known) return known;
      const transport = open(address);
      opened.set(place, transport);
      return transport;
    },
    close: async () => {
      await Promise.all([...opened.values()].map((transport) => transport.close()));
    },
  };
};
