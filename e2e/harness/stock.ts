import type { TestShop } from './market.ts';

export interface Stock {
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
}

/** A variant's stock as its shop's owner sees it, over all locations. */
export const stockOf = async ({ owner }: TestShop, productId: string): Promise<Stock> => {
  const { product } = await owner.ask(
    `query ($id: ID!) { product(id: $id) { variants { availability { quantityAvailable } inventoryItems { onHand reserved } } } }`,
    { id: productId },
  );
  const [variant] = (product as ProductStock).variants;
  const items = variant?.inventoryItems ?? [];
  return {
    onHand: items.reduce((sum, item) => sum + item.onHand, 0),
    reserved: items.reduce((sum, item) => sum + item.reserved, 0),
    available: variant?.availability?.quantityAvailable ?? 0,
  };
};

interface ProductStock {
  readonly variants: readonly {
    readonly availability: { readonly quantityAvailable: number } | null;
    readonly inventoryItems: readonly { readonly onHand: number; readonly reserved: number }[] | null;
  }[];
}
