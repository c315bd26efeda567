export { type Resolved, type ResolveOptions, resolveTemporal } from './resolve-temporal.ts';
export { type StartOptions, startTemporal, type TemporalServer } from './start-temporal.ts';
