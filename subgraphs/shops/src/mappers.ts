import type { DeliveryRate } from '@stoa/contracts';
import type { Money } from '@stoa/kernel';
import type { Connection } from '@stoa/subgraph-kit';
import type { Shop, ShopMember } from './domain/shop.ts';
import type { LedgerRow } from './persistence/shop-reader.ts';

// What resolvers hand on for each type of the schema; codegen finds them by name.
export type ShopModel = Shop;
/** Counted only when it is asked for. */
export type ShopConnectionModel = Connection<Shop> & { readonly count: () => Promise<number> };
export type ShopMemberModel = ShopMember;
export type DeliveryRateModel = DeliveryRate;
export type ShopLedgerEntryModel = LedgerRow;
export type MoneyModel = Money;
