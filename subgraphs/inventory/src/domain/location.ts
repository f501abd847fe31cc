import { LocationCreated, type LocationId, type ShopId } from '@stoa/contracts';
import { changed, type Announcement, type Decision } from '@stoa/kernel';

export type LocationKind = 'WAREHOUSE' | 'STORE';

/** A place where a shop keeps goods. */
export interface Location {
  readonly id: LocationId;
  readonly version: number;
  readonly shopId: ShopId;
  readonly name: string;
  readonly kind: LocationKind;
  readonly address: string | null;
  readonly isActive: boolean;
  readonly createdAt: Date;
}

export const openLocation = (
  wish: Pick<Location, 'shopId' | 'name' | 'kind' | 'address'>,
  { id, at }: { readonly id: LocationId; readonly at: Date },
): Decision<Location, Announcement, never> =>
  changed({ ...wish, id, version: 1, isActive: true, createdAt: at }, [
    LocationCreated.of({ locationId: id, shopId: wish.shopId }),
  ]);
