export { matchScore, matchWeights, minimalScore } from './match-score.ts';
export type { MatchPosition, MatchProfile, MatchScore } from './match-types.ts';
export { type PoolStanding, poolStandingOf } from './pool-status.ts';
export { quarterStartMs } from './quarter.ts';
export {
  bestScoreOf,
  halfMonthOf,
  halfMonthsSince,
  type SearchKey,
  type SearchWidth,
  searchGroups,
  searchKeysOf,
} from './search-plan.ts';
