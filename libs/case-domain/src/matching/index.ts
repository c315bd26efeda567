export { caps, matchScore, matchWeights, minimalScore, neutral } from './match-score.ts';
export type { MatchPosition, MatchProfile, MatchScore, PartName } from './match-types.ts';
export { partNames } from './match-types.ts';
export { type PoolStanding, poolStandingOf } from './pool-standing.ts';
export { quarterStartMs } from './quarter.ts';
export {
  bestScoreOf,
  halfMonthOf,
  halfMonthsSince,
  type SearchGroups,
  type SearchKey,
  type SearchWidth,
  searchGroups,
  searchKeysOf,
} from './search-plan.ts';
