import type { IntroductionFact } from '@goen/contracts/workflow';
import { addMonths, parseInstantMs } from '../calendar.ts';
import { indexFacts } from './introduction-facts.ts';
import type { IntroductionStep } from './introduction-step.ts';

/** The yearly report counts who left within six months of joining (職業安定法 Art. 32-16, 施行規則 Art. 24-8). */
const askAfterMonths = 6;
/** A question that could not be asked by then is not asked any more: no report is waiting for it. */
const askWithinMonths = 12;

/** When the hired person joined, or will join: the last date that the company gave; null without a hire. */
const findJoinedOn = (facts: readonly IntroductionFact[]): string | null =>
  facts
    .map((fact) => {
      if (fact.kind === 'hire.corrected') return fact.data.joinedOn;
      return fact.kind === 'company.reported' && fact.data.report === 'hired' ? (fact.data.joinedOn ?? null) : null;
    })
    .findLast((joinedOn) => joinedOn !== null) ?? null;

/** After a hire the introduction is closed, but one question is left: is the person still employed after six months? */
export function decideAfterHire(facts: readonly IntroductionFact[], nowMs: number): IntroductionStep {
  const joinedOn = findJoinedOn(facts);
  const hasLeft = facts.some((fact) => fact.kind === 'employment.reported' && fact.data.stillEmployed === false);
  if (joinedOn === null || hasLeft || indexFacts(facts).has('employment.asked')) return { kind: 'none' };
  const askMs = parseInstantMs(`${addMonths(joinedOn, askAfterMonths)}T10:00:00+09:00`);
  if (nowMs >= parseInstantMs(`${addMonths(joinedOn, askWithinMonths)}T00:00:00+09:00`)) return { kind: 'none' };
  return nowMs >= askMs ? { kind: 'ask_employment' } : { kind: 'wait', untilMs: askMs, next: 'employment_question' };
}
