import { createHash } from 'node:crypto';
import { onPool } from '@stoa/messaging';
import type pg from 'pg';

/** The bytes of pictures. They are written with the product that brings them. */
export interface MediaStore {
  /** SHA-256 of type and bytes, hex: where this picture is kept, or will be. */
  idOf(picture: { readonly contentType: string; readonly bytes: Buffer }): string;
  read(mediaId: string): Promise<{ contentType: string; bytes: Buffer } | undefined>;
}

export const mediaStore = (pool: pg.Pool): MediaStore => ({
  idOf: ({ contentType, bytes }) => createHash('sha256').update(contentType).update('\n').update(bytes).digest('hex'),
  read: async (mediaId) => {
    const { rows } = await onPool(pool).query<{ content_type: string; bytes: Buffer }>(
      'SELECT content_type, bytes FROM media WHERE id = $1',
      [mediaId],
    );
    return rows[0] && { contentType: rows[0].content_type, bytes: rows[0].bytes };
  },
});
