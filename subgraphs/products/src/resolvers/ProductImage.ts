import type { ProductImageResolvers } from '../generated/resolvers-types.ts';

export const ProductImage: ProductImageResolvers = {
  url: ({ mediaId }, _, { rooms }) => `${rooms.publicUrl}/media/${mediaId}`,
};
