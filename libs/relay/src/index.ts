export { type FoundCandidate, findCandidatesFor } from './find-candidates.ts';
export { type LoadedIntroduction, refreshIntroduction, withIntroduction } from './introduction-file.ts';
export {
  appendIntroductionFact,
  createIntroduction,
  introductionFacts,
  type NewIntroduction,
  type NewIntroductionFact,
  wakeIntroduction,
  wakeIntroductionOfReferrer,
  wakeMatching,
} from './introductions.ts';
export { candidateOfIntroduction, wakeIntroductionsOf, withdrawFromIntroductions } from './introductions-of-person.ts';
