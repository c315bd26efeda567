export { minimalScore, scoreMatch, scoreWeights } from './match-score.ts';
export type { MatchPosition, MatchProfile, MatchScore } from './match-types.ts';
export { type PoolStatus, readPoolStatus } from './pool-status.ts';
export { findQuarterStartMs } from './quarter.ts';
export {
  buildSearchGroups,
  buildSearchKeys,
  computeBestScore,
  listHalfMonths,
  type SearchKey,
  type SearchWidth,
  toHalfMonth,
} from './search-plan.ts';
