import { describe, expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { aMember, aShop } from '../../test/a-shop.ts';
import { addMember, removeMember } from './members.ts';

const owner = aMember({ role: 'OWNER' });
const staff = aMember({ role: 'STAFF', addedAt: new Date('2026-01-02') });
const shop = aShop({ members: [owner, staff] });
const at = new Date('2026-02-01');
const types = (decision: { events?: readonly { type: string }[] }) => decision.events?.map(({ type }) => type);

describe('people of a shop', () => {
  test('come in once; the same again changes nothing', () => {
    const userId = newId('usr');
    const first = addMember(userId, 'STAFF', at)(shop);
    expect(first).toMatchObject({
      kind: 'changed',
      state: { members: [owner, staff, { userId, role: 'STAFF', addedAt: at }] },
    });
    expect(types(first as never)).toEqual(['ShopMemberAdded']);
    if (first.kind !== 'changed') throw new Error(first.kind);
    expect(addMember(userId, 'STAFF', at)(first.state).kind).toBe('unchanged');
  });

  test('keep the day they joined when they become owners', () => {
    expect(addMember(staff.userId, 'OWNER', at)(shop)).toMatchObject({
      kind: 'changed',
      state: { members: [owner, { ...staff, role: 'OWNER' }] },
    });
  });

  test.each([
    ['made staff', addMember(owner.userId, 'STAFF', at)],
    ['removed', removeMember(owner.userId)],
  ])('the last owner cannot be %s', (_, decide) => {
    expect(decide(shop)).toEqual({ kind: 'refused', failure: { kind: 'LAST_OWNER' } });
    const withAnother = aShop({ members: [owner, aMember({ role: 'OWNER' })] });
    expect(decide(withAnother).kind).toBe('changed');
  });

  test('go, and going twice is not an error', () => {
    const gone = removeMember(staff.userId)(shop);
    expect(gone).toMatchObject({ kind: 'changed', state: { members: [owner] } });
    if (gone.kind !== 'changed') throw new Error(gone.kind);
    expect(removeMember(staff.userId)(gone.state).kind).toBe('unchanged');
  });
});
