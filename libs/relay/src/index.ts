export { type FoundCandidate, findCandidatesFor } from './find-candidates.ts';
export { buildIntroductionRequest } from './introduction-request.ts';
export {
  appendIntroductionFact,
  createIntroduction,
  introductionFacts,
  type NewIntroduction,
  type NewIntroductionFact,
  wakeIntroduction,
  wakeIntroductionAsReferrer,
  wakeMatching,
  wakeMatchingSoon,
} from './introductions.ts';
export { type LoadedIntroduction, refreshIntroduction, withIntroduction } from './load-introduction.ts';
export {
  findIntroducedCandidate,
  wakeCandidateIntroductions,
  withdrawFromIntroductions,
} from './person-introductions.ts';
