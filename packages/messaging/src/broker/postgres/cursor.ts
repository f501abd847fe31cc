import type { Pool } from 'pg';
import { commitPosition, type Claim } from './positions.ts';

/** Where a reader stands in its partition, and how much of that the database knows. */
export interface Cursor {
  position(): number;
  moveTo(position: number): void;
  isCommitted(): boolean;
  /** False: the partition has another owner by now, and nothing was moved. */
  commit(): Promise<boolean>;
}

/** A cursor at the position that the claim was made with. */
export const createCursor = (pool: Pool, group: string, claim: Claim): Cursor => {
  let position = claim.position;
  let committed = claim.position;

  return {
    position: () => position,
    moveTo(next) {
      position = next;
    },
    isCommitted: () => committed === position,
    async commit() {
      if (committed === position) return true;
      const target = position;
      const isMine = await commitPosition(pool, { group, claim, position: target });
      if (isMine) committed = target;
      return isMine;
    },
  };
};
