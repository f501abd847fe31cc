/** A kafkajs producer or admin. */
interface Connectable {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

export interface Connection<T> {
  /** Connects at the first call, and anew after an attempt that failed. */
  connected(): Promise<T>;
  /** An attempt under way, which kafkajs cannot cancel, is not waited for; it is closed when it succeeds. */
  close(): Promise<void>;
}

/** A connection that is made at its first use and shared from then on. */
export const connectWhenNeeded = <T extends Connectable>(client: T): Connection<T> => {
  let connecting: Promise<T> | undefined;
  let isSettled = true;

  const connect = async (): Promise<T> => {
    isSettled = false;
    try {
      await client.connect();
      return client;
    } catch (err) {
      connecting = undefined;
      throw err;
    } finally {
      isSettled = true;
    }
  };

  return {
    connected: () => (connecting ??= connect()),
    async close() {
      if (isSettled) await client.disconnect();
      else
        connecting?.then(
          () => client.disconnect(),
          () => {},
        );
    },
  };
};
