/** Events in the order in which they were handed to the router's ears: of which order, its version then, when. */
export interface HandedEvents {
  readonly order: Uint32Array;
  readonly version: Uint32Array;
  /** On the shared clock. */
  readonly at: Float64Array;
  /** How long after their due time, milliseconds: what a server that is busy makes its broker wait. */
  readonly lateMs: Float64Array;
}

export interface StormOrder {
  readonly rate: number;
  readonly seconds: number;
}

/** What is alive in a server after garbage was collected. */
export interface ServerMemory {
  /** Of V8's heap, and what it holds outside: buffers. */
  readonly heapMb: number;
  readonly residentMb: number;
}

/** What a measured server with orders in memory answers. */
export interface LiveServerAnswers {
  readonly port: () => number;
  /** Collects garbage first. */
  readonly memory: () => ServerMemory;
  /** Changes one order and says so. */
  readonly publish: (order: number) => HandedEvents;
  /** Changes all orders in turn at a rate. */
  readonly storm: (order: StormOrder) => HandedEvents;
}
