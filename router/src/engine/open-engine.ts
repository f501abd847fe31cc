import { openPlanner } from '../plan/planner-thread.ts';
import type { PlannerLimits } from '../plan/planner-limits.ts';
import type { PlannedSupergraph } from '../plan/planner.ts';
import type { SubgraphTransport } from '../transport/subgraph-transport.ts';
import { createEngine } from './create-engine.ts';
import type { Engine } from './engine.ts';
import type { EngineOptions } from './workshop.ts';

/** The way to a subgraph that a supergraph names; undefined when there is none. */
export type TransportTo = (subgraph: PlannedSupergraph['subgraphs'][number]) => SubgraphTransport | undefined;

export interface OpenEngineOptions extends Omit<EngineOptions, 'supergraphSdl' | 'planner' | 'subgraphs'> {
  readonly transportTo: TransportTo;
  readonly plannerLimits?: Partial<PlannerLimits> | undefined;
}

/**
 * Opens the engine of a supergraph, with its planner in a thread of its own. @throws in one line when the supergraph cannot
 * be read or names a subgraph that there is no way to.
 */
export const openEngine = async (
  supergraphSdl: string,
  { transportTo, plannerLimits, ...options }: OpenEngineOptions,
): Promise<Engine> => {
  const planner = await openPlanner({
    supergraphSdl,
    limits: plannerLimits,
    incrementalDelivery: true,
    log: options.log,
  });
  try {
    const subgraphs = Object.fromEntries(
      planner.supergraph.subgraphs.flatMap((subgraph) => {
        const transport = transportTo(subgraph);
        return transport ? [[subgraph.name, transport] as const] : [];
      }),
    );
    return createEngine({ ...options, supergraphSdl, planner, subgraphs });
  } catch (error) {
    await planner.close();
    throw error;
  }
};
