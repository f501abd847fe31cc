import { describe, expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { aProduct } from '../../test/a-product.ts';
import { addImage, removeImage, type NewImage } from './images.ts';
import type { Product } from './product.ts';

const anImage = (mediaId: string): NewImage => ({
  id: newId('img'),
  mediaId,
  alt: 'A rectangle',
  picture: { contentType: 'image/svg+xml', bytes: Buffer.from('<svg/>'), width: 400, height: 300 },
});

describe("a product's pictures", () => {
  test('come last, once each, and go', () => {
    const product = aProduct();
    const added = addImage(anImage('a'))(product);
    expect(added).toMatchObject({ kind: 'changed', events: [{ type: 'ProductChanged' }] });
    if (added.kind !== 'changed') throw new Error(added.kind);
    expect(addImage(anImage('a'))(added.state).kind).toBe('unchanged');
    expect(addImage(anImage('b'))(added.state)).toMatchObject({
      state: { images: [{ mediaId: 'a' }, { mediaId: 'b' }] },
    });
    const [image] = added.state.images;
    const removed = removeImage(image?.id ?? '')(added.state);
    expect(removed).toMatchObject({ kind: 'changed', state: { images: [] } });
    expect(removeImage(image?.id ?? '')(product).kind).toBe('unchanged');
  });

  test('are 20 at most', () => {
    let product: Product = aProduct();
    for (let n = 0; n < 20; n += 1) {
      const next = addImage(anImage(String(n)))(product);
      if (next.kind !== 'changed') throw new Error(next.kind);
      product = next.state;
    }
    expect(addImage(anImage('one more'))(product)).toMatchObject({ failure: { kind: 'INVALID_INPUT' } });
  });
});
