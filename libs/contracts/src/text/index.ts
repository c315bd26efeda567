export { toComparisonKey } from './comparison-key.ts';
