import { createMemoryBroker } from '../../src/broker/memory-broker.ts';
import { describeBroker } from './broker-contract.ts';

const broker = createMemoryBroker();

// Closing keeps log and positions, so opening again is the same broker.
describeBroker('memory', { open: () => broker, slowMs: 50 });
