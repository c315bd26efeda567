export { caps, matchScore, matchWeights, minimalScore, neutral } from './match-score.ts';
export type { MatchPosition, MatchProfile, MatchScore, PartName } from './match-types.ts';
export { partNames } from './match-types.ts';
export { type PoolStanding, poolStandingOf } from './pool-standing.ts';
export { quarterStartMs } from './quarter.ts';
export { type SearchKey, type SearchTier, searchKeysOf, searchTiers, tagsAmong, waitSpans } from './search-plan.ts';
