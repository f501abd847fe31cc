export { ConfigurationError } from './configuration-error.ts';
export { describeConfiguration, readConfiguration, setting } from './config.ts';
export type { Configuration, Setting, Settings } from './config.ts';
export { armed as armedFailpoint, failpoint } from './failpoint.ts';
export { createLog, type Log, type LogOptions } from './log.ts';
export { closing, onShutdownSignal, type Closing } from './shutdown.ts';
