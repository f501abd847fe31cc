export { silent, type Progress } from './progress.ts';
export { startStoa, type Stoa, type StoaOptions } from './start-stoa.ts';
