import {
  type IntroductionFact,
  type IntroductionFactKind,
  type IntroductionReport,
  type IntroductionState,
  introductionReports,
} from '@goen/contracts/workflow';
import { parseInstantMs } from '../calendar.ts';

/** The last fact of each kind. */
export type IntroductionFactIndex = {
  readonly has: (kind: IntroductionFactKind) => boolean;
  /** When the last fact of the kind was recorded; 0 without one. */
  readonly atMs: (kind: IntroductionFactKind) => number;
};

/** `facts` must be sorted by `seq`. */
export const indexFacts = (facts: readonly IntroductionFact[]): IntroductionFactIndex => {
  const lastByKind = new Map(facts.map((fact) => [fact.kind, fact]));
  return {
    has: (kind) => lastByKind.has(kind),
    atMs: (kind) => parseInstantMs(lastByKind.get(kind)?.at ?? '1970-01-01T00:00:00Z'),
  };
};

export const readIntroductionState = (facts: readonly IntroductionFact[]): IntroductionState => {
  const { has } = indexFacts(facts);
  if (has('introduction.closed')) return 'closed';
  if (has('profile.provided')) return 'accepted';
  return has('candidate.asked') ? 'asked' : 'matched';
};

/**
 * Whether the receiving company may make this report: after the profile was handed over, only forward from the first
 * contact on, and nothing after the end.
 */
export const canReport = (facts: readonly IntroductionFact[], report: IntroductionReport): boolean => {
  const { has } = indexFacts(facts);
  const order = introductionReports;
  const reports = facts.flatMap((fact) => (fact.kind === 'company.reported' ? [fact.data.report] : []));
  const isForward = reports.every((earlier) => order.indexOf(earlier) < order.indexOf(report));
  const isOver = reports.some((earlier) => earlier === 'hired' || earlier === 'declined');
  return has('profile.provided') && !has('introduction.closed') && isForward && !isOver;
};
