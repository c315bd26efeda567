export { resolveTemporal } from './resolve-temporal.ts';
export { startTemporal, type TemporalServer } from './start-temporal.ts';
export { startTemporalNode, type TemporalNode } from './start-temporal-node.ts';
