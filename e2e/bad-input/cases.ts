import { randomUUID } from 'node:crypto';
import { BERLIN } from '../harness/market.ts';
import type { Actor, World } from './a-world.ts';

/** One thing that is wrong: what, which fields of the valid input it replaces, the code it is refused with, who sends it. */
export type Refusal = readonly [string, (world: World) => object, string, Actor?];

export interface MutationCases {
  readonly by: Actor;
  /** Input that nothing is wrong with; never sent as it is. */
  readonly valid: (world: World) => object;
  readonly refused: readonly Refusal[];
}

const unknown = (prefix: string) => `${prefix}_00000000000000000000000000`;
const stale = { expectedVersion: 999_999 };
const key = () => ({ idempotencyKey: randomUUID() });
const same = () => ({});
const variant = (change: object = {}) => ({ sku: `SKU-${randomUUID().slice(0, 8)}`, price: '5.00', ...change });
const rate = (change: object = {}) => ({
  code: 'BIKE',
  name: 'By bicycle',
  price: '3.00',
  minDays: 1,
  maxDays: 2,
  ...change,
});

const unknownThing = (field: string, prefix: string): Refusal => [
  `an unknown ${field}`,
  () => ({ [field]: unknown(prefix) }),
  'NOT_FOUND',
];
const staleVersion: Refusal = ['a version that is not the one there is', () => stale, 'VERSION_CONFLICT'];
const ofAnotherShop = (by: Actor = 'rival'): Refusal => ["somebody else's shop", same, 'NOT_FOUND', by];

const cart = ({ ada }: World) => ({ cartId: ada.cartId });
const cartRefusals: readonly Refusal[] = [
  unknownThing('cartId', 'cart'),
  ["another user's cart", ({ mallory }) => ({ cartId: mallory.cartId }), 'NOT_FOUND'],
  ['a cart without its token', same, 'NOT_FOUND', 'visitor'],
  ['a cart that was ordered', ({ ada }) => ({ cartId: ada.paid.cartId }), 'CART_CLOSED'],
];
const orderRefusals: readonly Refusal[] = [
  ["another user's address", ({ mallory }) => ({ address: null, addressId: mallory.addressId }), 'NOT_FOUND'],
  ['no address', () => ({ address: null }), 'INVALID_INPUT'],
  ['two addresses', ({ ada }) => ({ addressId: ada.addressId }), 'INVALID_INPUT'],
  ['a postal address without a name', () => ({ address: { ...BERLIN, name: ' ' } }), 'INVALID_INPUT'],
  ['a country that is none', () => ({ address: { ...BERLIN, countryCode: 'XX1' } }), 'BAD_USER_INPUT'],
  ['no e-mail address', () => ({ email: 'nobody' }), 'INVALID_INPUT'],
  ['another total than was seen', () => ({ expectedTotalMinor: '1' }), 'CART_CHANGED'],
  [
    'a way of delivery that there is not',
    ({ shop }) => ({ delivery: [{ shopId: shop.shopId, code: 'BALLOON' }] }),
    'DELIVERY_UNAVAILABLE',
  ],
];
const product = ({ shop }: World) => ({ productId: shop.productId });

/** What is wrong for each mutation, besides what is wrong for every one of them. */
export const cases: Readonly<Record<string, MutationCases>> = {
  cartCreate: {
    by: 'ada',
    valid: () => ({ name: 'For later' }),
    refused: [['a name that is too long', () => ({ name: 'x'.repeat(81) }), 'INVALID_INPUT']],
  },
  cartUpdate: {
    by: 'ada',
    valid: (world) => ({ ...cart(world), name: 'For later' }),
    refused: [...cartRefusals, staleVersion],
  },
  cartWarningsAcknowledge: { by: 'ada', valid: cart, refused: [...cartRefusals, staleVersion] },
  cartMerge: { by: 'ada', valid: () => ({}), refused: [["no guest's cart", same, 'NOT_FOUND']] },
  cartLinesAdd: {
    by: 'ada',
    valid: (world) => ({ ...cart(world), lines: [{ variantId: world.shop.variantId, quantity: 1 }] }),
    refused: [
      ...cartRefusals,
      staleVersion,
      ['an unknown variant', () => ({ lines: [{ variantId: unknown('var'), quantity: 1 }] }), 'NOT_FOUND'],
      [
        'a product that is not for sale',
        ({ shop }) => ({ lines: [{ variantId: shop.draft.variantId, quantity: 1 }] }),
        'NOT_PURCHASABLE',
      ],
      ['nothing', () => ({ lines: [] }), 'INVALID_INPUT'],
      ['none of it', ({ shop }) => ({ lines: [{ variantId: shop.variantId, quantity: 0 }] }), 'INVALID_INPUT'],
      ['less than none', ({ shop }) => ({ lines: [{ variantId: shop.variantId, quantity: -1 }] }), 'INVALID_INPUT'],
      [
        'more than a line takes',
        ({ shop }) => ({ lines: [{ variantId: shop.variantId, quantity: 1_000 }] }),
        'INVALID_INPUT',
      ],
      [
        'more than a line takes, in parts',
        ({ shop }) => ({ lines: [500, 500].map((quantity) => ({ variantId: shop.variantId, quantity })) }),
        'CART_LIMIT_REACHED',
      ],
      [
        '101 lines',
        ({ shop }) => ({ lines: Array.from({ length: 101 }, () => ({ variantId: shop.variantId, quantity: 1 })) }),
        'INVALID_INPUT',
      ],
    ],
  },
  cartLinesUpdate: {
    by: 'ada',
    valid: (world) => ({ ...cart(world), lines: [{ lineId: world.ada.lineId, quantity: 2 }] }),
    refused: [
      ...cartRefusals,
      staleVersion,
      ['an unknown line', () => ({ lines: [{ lineId: unknown('cln'), quantity: 2 }] }), 'NOT_FOUND'],
      ['less than none', ({ ada }) => ({ lines: [{ lineId: ada.lineId, quantity: -1 }] }), 'INVALID_INPUT'],
      ['more than a line takes', ({ ada }) => ({ lines: [{ lineId: ada.lineId, quantity: 1_000 }] }), 'INVALID_INPUT'],
    ],
  },
  cartLinesRemove: {
    by: 'ada',
    valid: (world) => ({ ...cart(world), lineIds: [world.ada.lineId] }),
    refused: [...cartRefusals, staleVersion],
  },
  cartClear: { by: 'ada', valid: cart, refused: [...cartRefusals, staleVersion] },

  locationCreate: {
    by: 'owner',
    valid: ({ shop }) => ({ shopId: shop.shopId, name: 'Cellar', kind: 'WAREHOUSE' }),
    refused: [unknownThing('shopId', 'shop'), ofAnotherShop(), ['no name', () => ({ name: ' ' }), 'INVALID_INPUT']],
  },
  stockAdjust: {
    by: 'owner',
    valid: ({ shop }) => ({
      variantId: shop.variantId,
      locationId: shop.locationId,
      change: 1,
      reason: 'found',
      ...key(),
    }),
    refused: [
      unknownThing('variantId', 'var'),
      unknownThing('locationId', 'loc'),
      ofAnotherShop(),
      ["another shop's location", ({ rival }) => ({ locationId: rival.locationId }), 'NOT_FOUND'],
      ["another shop's variant", ({ rival }) => ({ variantId: rival.variantId }), 'NOT_FOUND'],
      ['two ways at once', () => ({ setOnHand: 3 }), 'INVALID_INPUT'],
      ['neither way', () => ({ change: null }), 'INVALID_INPUT'],
      ['less than none', () => ({ change: null, setOnHand: -1 }), 'INVALID_INPUT'],
      ['more than fits', () => ({ change: 2_147_483_647 }), 'INVALID_INPUT'],
      ['less than is reserved', () => ({ change: null, setOnHand: 0 }), 'INSUFFICIENT_STOCK'],
      staleVersion,
    ],
  },

  orderPlace: {
    by: 'ada',
    valid: (world) => ({
      ...cart(world),
      email: 'ada@example.com',
      address: BERLIN,
      paymentMethod: 'SANDBOX',
      ...key(),
    }),
    refused: [
      unknownThing('cartId', 'cart'),
      ["another user's cart", ({ mallory }) => ({ cartId: mallory.cartId }), 'NOT_FOUND'],
      ['an empty cart', ({ ada }) => ({ cartId: ada.emptyCartId }), 'CART_EMPTY'],
      ['another version of the cart than was seen', () => ({ expectedCartVersion: 9_999 }), 'CART_CHANGED'],
      ['nobody who orders', same, 'UNAUTHENTICATED', 'visitor'],
      ...orderRefusals,
    ],
  },
  orderBuyNow: {
    by: 'ada',
    valid: ({ shop }) => ({
      variantId: shop.variantId,
      quantity: 1,
      email: 'ada@example.com',
      address: BERLIN,
      paymentMethod: 'SANDBOX',
      ...key(),
    }),
    refused: [
      unknownThing('variantId', 'var'),
      ['a product that is not for sale', ({ shop }) => ({ variantId: shop.draft.variantId }), 'NOT_PURCHASABLE'],
      ['none of it', () => ({ quantity: 0 }), 'INVALID_INPUT'],
      ['more than an order takes', () => ({ quantity: 1_000 }), 'INVALID_INPUT'],
      ['more than there is', () => ({ quantity: 900 }), 'INSUFFICIENT_STOCK'],
      ...orderRefusals,
    ],
  },
  orderCancel: {
    by: 'ada',
    valid: ({ ada }) => ({ orderId: ada.unpaid.id, reason: 'CHANGED_MIND', ...key() }),
    refused: [
      unknownThing('orderId', 'ord'),
      ["another user's order", same, 'NOT_FOUND', 'mallory'],
      ["another shop's order", same, 'NOT_FOUND', 'rival'],
      ['an order that was packed', ({ ada }) => ({ orderId: ada.paid.id }), 'ORDER_NOT_CANCELLABLE'],
      staleVersion,
    ],
  },
  orderRefund: {
    by: 'owner',
    valid: ({ ada }) => ({ orderId: ada.paid.id, amountMinor: '100', reason: 'A stain', ...key() }),
    refused: [
      unknownThing('orderId', 'ord'),
      ["another user's order", same, 'NOT_FOUND', 'mallory'],
      ["another shop's order", same, 'NOT_FOUND', 'rival'],
      ['nothing', () => ({ amountMinor: '0' }), 'INVALID_INPUT'],
      ['less than nothing', () => ({ amountMinor: '-100' }), 'INVALID_INPUT'],
      ['more than was paid', () => ({ amountMinor: '99999999' }), 'REFUND_EXCEEDS_PAYMENT'],
      ['an amount that is none', () => ({ amountMinor: 'all of it' }), 'BAD_USER_INPUT'],
      ['an order that nobody paid', ({ ada }) => ({ orderId: ada.unpaid.id }), 'REFUND_EXCEEDS_PAYMENT'],
      ['no reason', () => ({ reason: ' ' }), 'INVALID_INPUT'],
      staleVersion,
    ],
  },
  shipmentPack: {
    by: 'owner',
    valid: ({ ada }) => ({ sellerOrderId: ada.paid.sellerOrderId, ...key() }),
    refused: [
      unknownThing('sellerOrderId', 'sord'),
      ["another shop's order", same, 'NOT_FOUND', 'rival'],
      ["the buyer's own order", same, 'NOT_FOUND', 'ada'],
      ['an order that nobody paid', ({ ada }) => ({ sellerOrderId: ada.unpaid.sellerOrderId }), 'WRONG_STATE'],
      ['an order of which nothing is left', same, 'WRONG_STATE|INVALID_INPUT|INSUFFICIENT_QUANTITY'],
    ],
  },
  shipmentShip: {
    by: 'owner',
    valid: ({ ada }) => ({ shipmentId: ada.packedId, carrier: 'DHL', trackingNumber: '1', ...key() }),
    refused: [
      unknownThing('shipmentId', 'shp'),
      ["another shop's parcel", same, 'NOT_FOUND', 'rival'],
      ["the buyer's own parcel", same, 'NOT_FOUND', 'ada'],
      ['a parcel that has left', ({ ada }) => ({ shipmentId: ada.shipmentId }), 'WRONG_STATE'],
      ['no carrier', () => ({ carrier: ' ' }), 'INVALID_INPUT'],
    ],
  },
  shipmentTrack: {
    by: 'owner',
    valid: ({ ada }) => ({ shipmentId: ada.shipmentId, status: 'IN_TRANSIT', ...key() }),
    refused: [
      unknownThing('shipmentId', 'shp'),
      ["another shop's parcel", same, 'NOT_FOUND', 'rival'],
      ['a parcel that has not left', ({ ada }) => ({ shipmentId: ada.packedId }), 'WRONG_STATE'],
      ['a time that is none', () => ({ occurredAt: 'yesterday' }), 'BAD_USER_INPUT'],
      ['a status that is none', () => ({ status: 'LOST' }), 'BAD_USER_INPUT'],
    ],
  },
  paymentStart: {
    by: 'ada',
    valid: ({ ada }) => ({ orderId: ada.unpaid.id, method: 'SANDBOX', ...key() }),
    refused: [
      unknownThing('orderId', 'ord'),
      ["another user's order", same, 'NOT_FOUND', 'mallory'],
      ['an order that is paid', ({ ada }) => ({ orderId: ada.paid.id }), 'WRONG_STATE'],
    ],
  },

  productCreate: {
    by: 'owner',
    valid: ({ shop }) => ({ shopId: shop.shopId, title: 'A new thing', variants: [variant()] }),
    refused: [
      unknownThing('shopId', 'shop'),
      ofAnotherShop(),
      ["another shop's name for it", ({ shop }) => ({ variants: [variant({ sku: shop.sku })] }), 'SKU_TAKEN'],
      ['a handle that is taken', ({ shop }) => ({ handle: shop.handle }), 'SLUG_TAKEN'],
      unknownThing('categoryId', 'cat'),
      ['no title', () => ({ title: ' ' }), 'INVALID_INPUT'],
      ['no variant', () => ({ variants: [] }), 'INVALID_INPUT'],
      ['a price below zero', () => ({ variants: [variant({ price: '-1.00' })] }), 'INVALID_INPUT'],
      ['a price finer than a cent', () => ({ variants: [variant({ price: '1.001' })] }), 'INVALID_INPUT'],
      ['a price that is none', () => ({ variants: [variant({ price: 'cheap' })] }), 'BAD_USER_INPUT'],
    ],
  },
  categoryCreate: {
    by: 'admin',
    valid: () => ({ name: 'Shirts' }),
    refused: [unknownThing('parentId', 'cat'), ['no name', () => ({ name: ' ' }), 'INVALID_INPUT']],
  },
  productImageAdd: {
    by: 'owner',
    valid: (world) => ({
      ...product(world),
      svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>',
      alt: 'A dot',
    }),
    refused: [
      unknownThing('productId', 'prod'),
      ofAnotherShop(),
      [
        'a picture that is a program',
        () => ({ svg: '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>' }),
        'INVALID_INPUT',
      ],
      ['a picture that is none', () => ({ svg: 'nothing' }), 'INVALID_INPUT'],
      ['no picture', () => ({ svg: null }), 'INVALID_INPUT'],
      ['bytes that are no picture', () => ({ svg: null, dataBase64: 'AAAA', contentType: 'PNG' }), 'INVALID_INPUT'],
    ],
  },
  productImageRemove: {
    by: 'owner',
    valid: (world) => ({ ...product(world), imageId: unknown('img') }),
    refused: [unknownThing('productId', 'prod'), ofAnotherShop()],
  },
  productUpdate: {
    by: 'owner',
    valid: (world) => ({ ...product(world), title: 'Another title' }),
    refused: [
      unknownThing('productId', 'prod'),
      ofAnotherShop(),
      staleVersion,
      ['no title', () => ({ title: ' ' }), 'INVALID_INPUT'],
      ['a handle that is taken', ({ rival }) => ({ handle: rival.handle }), 'SLUG_TAKEN'],
      unknownThing('categoryId', 'cat'),
    ],
  },
  productPublish: {
    by: 'owner',
    valid: ({ shop }) => ({ productId: shop.draft.productId }),
    refused: [unknownThing('productId', 'prod'), ofAnotherShop(), staleVersion],
  },
  productArchive: {
    by: 'owner',
    valid: product,
    refused: [unknownThing('productId', 'prod'), ofAnotherShop(), staleVersion],
  },
  productVariantAdd: {
    by: 'owner',
    valid: (world) => ({ ...product(world), variant: variant() }),
    refused: [
      unknownThing('productId', 'prod'),
      ofAnotherShop(),
      staleVersion,
      [
        'a SKU that is taken',
        ({ shop }) => ({ variant: variant({ sku: shop.sku, options: [{ name: 'Size', value: 'L' }] }) }),
        'SKU_TAKEN|INVALID_INPUT',
      ],
      ['a price below zero', () => ({ variant: variant({ price: '-1' }) }), 'INVALID_INPUT'],
    ],
  },
  productVariantUpdate: {
    by: 'owner',
    valid: ({ shop }) => ({ variantId: shop.variantId, price: '6.00' }),
    refused: [
      unknownThing('variantId', 'var'),
      ofAnotherShop(),
      staleVersion,
      ['a price below zero', () => ({ price: '-1' }), 'INVALID_INPUT'],
      ['a former price below the price', () => ({ price: '6.00', compareAtPrice: '5.00' }), 'INVALID_INPUT'],
    ],
  },

  shopRegister: {
    by: 'mallory',
    valid: () => ({ name: `Shop ${randomUUID().slice(0, 6)}` }),
    refused: [
      ['no name', () => ({ name: ' ' }), 'INVALID_INPUT'],
      ['a web name that is taken', ({ shop }) => ({ slug: shop.slug }), 'SLUG_TAKEN'],
      ['a web name that is none', () => ({ slug: '../admin' }), 'INVALID_INPUT'],
      ['a currency that is none', () => ({ currencyCode: 'XYZ' }), 'BAD_USER_INPUT'],
    ],
  },
  shopUpdateProfile: {
    by: 'owner',
    valid: ({ shop }) => ({ shopId: shop.shopId, description: 'We sell things.' }),
    refused: [
      unknownThing('shopId', 'shop'),
      ofAnotherShop(),
      staleVersion,
      ['a web name that is taken', ({ rival }) => ({ slug: rival.slug }), 'SLUG_TAKEN'],
      ['no name', () => ({ name: ' ' }), 'INVALID_INPUT'],
    ],
  },
  shopApprove: {
    by: 'admin',
    valid: ({ pendingShopId }) => ({ shopId: pendingShopId, commissionBasisPoints: 1_000 }),
    refused: [
      unknownThing('shopId', 'shop'),
      ['more than everything', () => ({ commissionBasisPoints: 10_001 }), 'INVALID_INPUT'],
      ['less than nothing', () => ({ commissionBasisPoints: -1 }), 'INVALID_INPUT'],
    ],
  },
  shopSuspend: {
    by: 'admin',
    valid: ({ shop }) => ({ shopId: shop.shopId }),
    refused: [unknownThing('shopId', 'shop')],
  },
  shopAddMember: {
    by: 'owner',
    valid: ({ shop, ada }) => ({ shopId: shop.shopId, userId: ada.userId, role: 'STAFF' }),
    refused: [
      unknownThing('shopId', 'shop'),
      ofAnotherShop(),
      ['a role that is none', () => ({ role: 'KING' }), 'BAD_USER_INPUT'],
    ],
  },
  shopRemoveMember: {
    by: 'owner',
    valid: ({ shop }) => ({ shopId: shop.shopId, userId: shop.userId }),
    refused: [unknownThing('shopId', 'shop'), ofAnotherShop(), ['the last owner', same, 'WRONG_STATE']],
  },
  shopSetDeliveryRates: {
    by: 'owner',
    valid: ({ shop }) => ({ shopId: shop.shopId, rates: [rate()] }),
    refused: [
      unknownThing('shopId', 'shop'),
      ofAnotherShop(),
      staleVersion,
      ['none', () => ({ rates: [] }), 'INVALID_INPUT'],
      ['one of them twice', () => ({ rates: [rate(), rate()] }), 'INVALID_INPUT'],
      ['a price below zero', () => ({ rates: [rate({ price: '-1' })] }), 'INVALID_INPUT'],
      ['arrival before departure', () => ({ rates: [rate({ minDays: 3, maxDays: 2 })] }), 'INVALID_INPUT'],
      ['a country that is none', () => ({ rates: [rate({ countries: ['Germany'] })] }), 'BAD_USER_INPUT'],
    ],
  },
  shopSetCommission: {
    by: 'admin',
    valid: ({ shop }) => ({ shopId: shop.shopId, commissionBasisPoints: 900 }),
    refused: [
      unknownThing('shopId', 'shop'),
      staleVersion,
      ['more than everything', () => ({ commissionBasisPoints: 10_001 }), 'INVALID_INPUT'],
      ['less than nothing', () => ({ commissionBasisPoints: -1 }), 'INVALID_INPUT'],
    ],
  },

  userRegister: {
    by: 'visitor',
    valid: () => ({ email: `${randomUUID()}@example.com`, password: 'a-long-enough-password', displayName: 'New' }),
    refused: [
      ['an address that is none', () => ({ email: 'nobody' }), 'INVALID_INPUT'],
      ['an address that is taken', ({ ada }) => ({ email: ada.email.toUpperCase() }), 'EMAIL_TAKEN'],
      ['a password that is too short', () => ({ password: 'short' }), 'INVALID_INPUT'],
      ['no name', () => ({ displayName: ' ' }), 'INVALID_INPUT'],
    ],
  },
  userVerifyEmail: {
    by: 'visitor',
    valid: () => ({ token: 'nothing' }),
    refused: [['a token that was never given out', same, 'INVALID_TOKEN']],
  },
  userRequestEmailVerification: {
    by: 'ada',
    valid: ({ ada }) => ({ userId: ada.userId }),
    refused: [
      unknownThing('userId', 'usr'),
      ['another user', ({ mallory }) => ({ userId: mallory.userId }), 'NOT_FOUND'],
    ],
  },
  addressAdd: {
    by: 'ada',
    valid: () => ({ address: BERLIN }),
    refused: [
      ['a postal code of another country', () => ({ address: { ...BERLIN, postalCode: 'SW1A 1AA' } }), 'INVALID_INPUT'],
      ['no street', () => ({ address: { ...BERLIN, line1: ' ' } }), 'INVALID_INPUT'],
      ['a country that is none', () => ({ address: { ...BERLIN, countryCode: 'Germany' } }), 'BAD_USER_INPUT'],
    ],
  },
  addressUpdate: {
    by: 'ada',
    valid: ({ ada }) => ({ addressId: ada.addressId, address: BERLIN }),
    refused: [
      unknownThing('addressId', 'addr'),
      ["another user's address", ({ mallory }) => ({ addressId: mallory.addressId }), 'NOT_FOUND'],
      ['no city', () => ({ address: { ...BERLIN, city: '' } }), 'INVALID_INPUT'],
    ],
  },
  addressRemove: {
    by: 'ada',
    valid: ({ ada }) => ({ addressId: ada.addressId }),
    refused: [
      unknownThing('addressId', 'addr'),
      ["another user's address", ({ mallory }) => ({ addressId: mallory.addressId }), 'NOT_FOUND'],
    ],
  },
  addressSetDefault: {
    by: 'ada',
    valid: ({ ada }) => ({ addressId: ada.addressId, uses: ['SHIPPING'] }),
    refused: [
      unknownThing('addressId', 'addr'),
      ["another user's address", ({ mallory }) => ({ addressId: mallory.addressId }), 'NOT_FOUND'],
      ['no use', () => ({ uses: [] }), 'INVALID_INPUT'],
    ],
  },
  userGrantRole: {
    by: 'admin',
    valid: ({ ada }) => ({ userId: ada.userId, role: 'SUPPORT' }),
    refused: [unknownThing('userId', 'usr'), ['a role that is none', () => ({ role: 'KING' }), 'BAD_USER_INPUT']],
  },
  userRevokeRole: {
    by: 'admin',
    valid: ({ ada }) => ({ userId: ada.userId, role: 'SUPPORT' }),
    refused: [
      unknownThing('userId', 'usr'),
      ['what everybody is', () => ({ role: 'CUSTOMER' }), 'INVALID_INPUT'],
      ['one’s own right to do it', ({ adminId }) => ({ userId: adminId, role: 'ADMIN' }), 'INVALID_INPUT'],
    ],
  },
  sessionStart: {
    by: 'visitor',
    valid: ({ ada }) => ({ email: ada.email, password: 'not the password' }),
    refused: [
      ['a wrong password', same, 'INVALID_CREDENTIALS'],
      ['an unknown account', () => ({ email: 'nobody@example.com' }), 'INVALID_CREDENTIALS'],
    ],
  },
  sessionRefresh: {
    by: 'visitor',
    valid: () => ({ refreshToken: 'nothing' }),
    refused: [['a token that was never given out', same, 'INVALID_TOKEN']],
  },
  sessionEnd: { by: 'ada', valid: () => ({ sessionId: unknown('ses') }), refused: [unknownThing('sessionId', 'ses')] },
};
