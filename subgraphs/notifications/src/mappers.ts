import type { Connection } from '@stoa/subgraph-kit';
import type { Delivery } from './persistence/delivery-reader.ts';

// What resolvers hand on for each type of the schema; codegen finds them by name.
export type NotificationDeliveryModel = Delivery;
/** A page whose count is taken only when it is asked for. */
export type NotificationDeliveryConnectionModel = Connection<Delivery> & { readonly count: () => Promise<number> };
