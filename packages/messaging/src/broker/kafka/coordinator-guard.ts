import { createRequire } from 'node:module';

type Find = (this: unknown, search: { readonly groupId: string }) => Promise<unknown>;

/**
 * When the connection breaks while kafkajs 2.2.4 asks for a group's coordinator, it says that the group has none and gives the
 * consumer up, although any other word of a broker that is away makes it start again. With the guard this one does too.
 * https://github.com/tulios/kafkajs/blob/v2.2.4/src/cluster/brokerPool.js#L267
 */
export const guardCoordinatorSearch = (): void => {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/cluster/index.js') as {
    prototype: { findGroupCoordinatorMetadata: Find; [GUARDED]?: true };
  };
  if (prototype[GUARDED]) return;
  const find = prototype.findGroupCoordinatorMetadata;
  prototype.findGroupCoordinatorMetadata = async function (search) {
    try {
      return await find.call(this, search);
    } catch (error) {
      if (error instanceof Error && error.name === 'KafkaJSGroupCoordinatorNotFound')
        Object.assign(error, { retriable: true });
      throw error;
    }
  };
  prototype[GUARDED] = true;
};

const GUARDED = Symbol('guarded');
