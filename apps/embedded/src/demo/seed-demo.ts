import type { Progress } from '../progress.ts';
import type { Stoa } from '../start-stoa.ts';
import type { DemoClock } from './demo-clock.ts';
import { discardJournal, isDemoComplete, openJournal } from './demo-journal.ts';
import { makeCarts } from './market/make-carts.ts';
import { makeCategories } from './market/make-categories.ts';
import { makePeople } from './market/make-people.ts';
import { makeProducts } from './market/make-products.ts';
import { makeShops } from './market/make-shops.ts';
import { makeStock } from './market/make-stock.ts';
import type { Market } from './market/market.ts';
import { makeOrders } from './orders/make-orders.ts';
import { makeUnpaidOrders } from './orders/make-unpaid-orders.ts';
import { platform } from './callers.ts';
import { openSeeding, type Seeding } from './seeding.ts';

/**
 * Fills an empty platform with a small market, through the commands themselves, while the clock goes from 60 days ago to
 * now. Goes on where an earlier start was ended; a finished market costs one look.
 * @throws DemoError naming the step that failed.
 */
export const seedDemo = async (stoa: Stoa, clock: DemoClock, progress: Progress): Promise<void> => {
  if (isDemoComplete(stoa.stateDirectory)) return;
  const journal = await journalOf(stoa);
  const seeding = openSeeding({ stoa, clock, journal, progress });
  try {
    const resumedAt = journal.at();
    if (resumedAt && !journal.isPresent()) {
      clock.set(resumedAt);
      // The killed process's relays are waited for here, not with an order in hand whose time to pay runs out.
      await seeding.settle();
    }
    const market = await makeMarket(seeding);
    await makeOrders(seeding, market);
    await seeding.reachPresent();
    await makeUnpaidOrders(seeding, market);
    await makeCarts(seeding, market);
    journal.complete();
  } finally {
    // After a failure the clock stays where it is: at the real time, orders of the past would expire before the next start.
    await seeding.close();
  }
};

async function makeMarket(seeding: Seeding): Promise<Market> {
  const people = await makePeople(seeding);
  const shops = await makeShops(seeding, people);
  const categories = await makeCategories(seeding, people);
  const variants = await makeProducts(seeding, { shops, categories });
  await seeding.settle();
  await makeStock(seeding, { shops, variants });
  return { people, shops, variants };
}

// A journal whose first account is not in the data belongs to data that are gone.
async function journalOf({ stateDirectory, subgraphs }: Stoa) {
  const journal = openJournal(stateDirectory);
  const admin = journal.outcomeOf('person:admin') as { id: string } | undefined;
  if (!admin) return journal;
  const found = await subgraphs['users']?.handle({
    query: 'query($id: ID!) { user(id: $id) { id } }',
    variables: { id: admin.id },
    caller: platform,
    requestId: 'demo-journal',
    deadline: new Date(Date.now() + 10_000),
  });
  if (found?.data?.['user']) return journal;
  discardJournal(stateDirectory);
  return openJournal(stateDirectory);
}
