import { AddressBookChanged, type AddressId } from '@stoa/contracts';
import { changed, invalidInput, refused, unchanged } from '@stoa/kernel';
import type { Announcement, Decide, InvalidInput } from '@stoa/kernel';
import type { Address, AddressDetails, AddressUse, User } from './user.ts';

const MOST_ADDRESSES = 50;

/** The user's address book has no such entry. */
export interface NoSuchAddress {
  readonly kind: 'NOT_FOUND';
  readonly id: string;
}

/** Adds an entry; the first one becomes the default for everything. */
export const addAddress =
  (address: Address, uses: readonly AddressUse[]): Decide<User, Announcement, InvalidInput> =>
  (user) => {
    if (user.addresses.length >= MOST_ADDRESSES)
      return refused(invalidInput([], `An address book holds ${MOST_ADDRESSES} addresses at most.`));
    const defaultFor = user.addresses.length === 0 ? BOTH : uses;
    return changed(
      { ...user, addresses: [...user.addresses, address], defaults: pointed(user, address.id, defaultFor) },
      [told(user, address.id, 'ADDED')],
    );
  };

/** Writes an entry anew. */
export const updateAddress = (id: string, details: AddressDetails): Decide<User, Announcement, NoSuchAddress> =>
  onEntry(id, (user, entry) => {
    const addresses = user.addresses.map((address) => (address === entry ? { ...details, id: entry.id } : address));
    return changed({ ...user, addresses }, [told(user, entry.id, 'CHANGED')]);
  });

/** Takes an entry out; a default that pointed to it points nowhere. */
export const removeAddress = (id: string): Decide<User, Announcement, NoSuchAddress> =>
  onEntry(id, (user, entry) => {
    const without = (use: AddressUse) => (user.defaults[use] === entry.id ? null : user.defaults[use]);
    return changed(
      {
        ...user,
        addresses: user.addresses.filter((address) => address !== entry),
        defaults: { SHIPPING: without('SHIPPING'), BILLING: without('BILLING') },
      },
      [told(user, entry.id, 'REMOVED')],
    );
  });

/** Makes an entry the default; one that is already is no change. */
export const setDefaultAddress = (id: string, uses: readonly AddressUse[]): Decide<User, Announcement, NoSuchAddress> =>
  onEntry(id, (user, entry) =>
    uses.every((use) => user.defaults[use] === entry.id)
      ? unchanged(user)
      : changed({ ...user, defaults: pointed(user, entry.id, uses) }, [told(user, entry.id, 'CHANGED')]),
  );

const BOTH = ['SHIPPING', 'BILLING'] as const;

const onEntry =
  (
    id: string,
    decide: (user: User, entry: Address) => ReturnType<Decide<User, Announcement, never>>,
  ): Decide<User, Announcement, NoSuchAddress> =>
  (user) => {
    const entry = user.addresses.find((address) => address.id === id);
    return entry ? decide(user, entry) : refused({ kind: 'NOT_FOUND', id });
  };

const pointed = ({ defaults }: User, id: AddressId, uses: readonly AddressUse[]): User['defaults'] => ({
  SHIPPING: uses.includes('SHIPPING') ? id : defaults.SHIPPING,
  BILLING: uses.includes('BILLING') ? id : defaults.BILLING,
});

const told = ({ id }: User, addressId: AddressId, change: 'ADDED' | 'CHANGED' | 'REMOVED') =>
  AddressBookChanged.of({ userId: id, addressId, change });
