import { anonymous, type Role } from '@stoa/kernel';
import { person, platform } from '../callers.ts';
import { DEMO_ACCOUNTS } from '../demo-accounts.ts';
import type { Seeding } from '../seeding.ts';
import { addressesOf } from './demo-addresses.ts';
import type { DemoPerson, People, PersonKey } from './market.ts';

type Account = (typeof DEMO_ACCOUNTS.people)[number];

const ROLES: Partial<Record<PersonKey, Role>> = { admin: 'ADMIN', support: 'SUPPORT' };

/** Accounts with verified addresses, roles and address books. */
export const makePeople = async (seeding: Seeding): Promise<People> => {
  await seeding.moveTo(seeding.instantOf([60, '08:00']));
  seeding.say('people');
  const registered = await Promise.all(
    DEMO_ACCOUNTS.people.map((account) => seeding.step(`person:${account.key}`, () => register(seeding, account))),
  );
  // The mail carries the token: it leaves before the address is verified.
  await seeding.moveTo(seeding.instantOf([60, '08:20']));
  const adminId = registered[0]?.id ?? '';
  const people = await Promise.all(
    DEMO_ACCOUNTS.people.map(async (account, index): Promise<[PersonKey, DemoPerson]> => {
      const id = registered[index]?.id ?? '';
      const role = ROLES[account.key];
      const { addressId } = await seeding.step(`person:${account.key}:equipped`, async () => {
        await verify(seeding, id);
        if (role) await grant(seeding, { adminId, userId: id, role });
        return { addressId: await addAddresses(seeding, id, account.key) };
      });
      return [account.key, { id, email: account.email, caller: person(id, ...(role ? [role] : [])), addressId }];
    }),
  );
  return Object.fromEntries(people) as Record<PersonKey, DemoPerson>;
};

async function register({ tell }: Seeding, { email, name }: Account): Promise<{ id: string }> {
  const { user } = await tell<{ user: { id: string } | null }>({
    of: 'users',
    as: anonymous,
    mutation: 'userRegister',
    input: { email, password: DEMO_ACCOUNTS.password, displayName: name },
    answer: 'user { id }',
    unless: ['EMAIL_TAKEN'],
  });
  if (user) return user;
  const session = await tell<{ user: { id: string } }>({
    of: 'users',
    as: anonymous,
    mutation: 'sessionStart',
    input: { email, password: DEMO_ACCOUNTS.password },
    answer: 'user { id }',
  });
  return session.user;
}

async function verify({ ask, tell }: Seeding, id: string): Promise<void> {
  const { _entities } = await ask<{ _entities: [{ emailVerificationToken: string | null }] }>({
    of: 'users',
    as: platform,
    query: 'query($of: [_Any!]!) { _entities(representations: $of) { ... on User { emailVerificationToken } } }',
    variables: { of: [{ __typename: 'User', id }] },
  });
  const token = _entities[0].emailVerificationToken;
  if (token === null) return;
  await tell({ of: 'users', as: anonymous, mutation: 'userVerifyEmail', input: { token }, answer: 'user { id }' });
}

async function grant({ tell }: Seeding, { adminId, userId, role }: { adminId: string; userId: string; role: Role }) {
  const as = person(adminId, 'ADMIN');
  await tell({ of: 'users', as, mutation: 'userGrantRole', input: { userId, role }, answer: 'user { id }' });
}

async function addAddresses({ ask, tell }: Seeding, id: string, key: PersonKey): Promise<string | null> {
  const as = person(id);
  const { viewer } = await ask<{ viewer: { addresses: { id: string; line1: string }[] } }>({
    of: 'users',
    as,
    query: '{ viewer { addresses { id line1 } } }',
  });
  const ids: string[] = [];
  for (const { defaultFor, ...address } of addressesOf(key)) {
    const known = viewer.addresses.find(({ line1 }) => line1 === address.line1);
    const added = known
      ? { address: known }
      : await tell<{ address: { id: string } }>({
          of: 'users',
          as,
          mutation: 'addressAdd',
          input: { address, defaultFor },
          answer: 'address { id }',
        });
    ids.push(added.address.id);
  }
  return ids[0] ?? null;
}
