import { onPool } from '@stoa/messaging';
import type pg from 'pg';

/** The bytes of pictures. They are written with the product that brings them. */
export interface MediaStore {
  read(mediaId: string): Promise<{ contentType: string; bytes: Buffer } | undefined>;
}

export const mediaStore = (pool: pg.Pool): MediaStore => ({
  read: async (mediaId) => {
    const { rows } = await onPool(pool).query<{ content_type: string; bytes: Buffer }>(
      'SELECT content_type, bytes FROM media WHERE id = $1',
      [mediaId],
    );
    return rows[0] && { contentType: rows[0].content_type, bytes: rows[0].bytes };
  },
});
