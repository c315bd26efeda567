import { companySettings } from '@goen/contracts/internal';
import type { IntroductionFact } from '@goen/contracts/workflow';
import type { IntroductionInput } from '../introduction/next-introduction-step.ts';

export const { hours } = companySettings.parse({ sender: { name: 'A', fromAddress: 'a@example.com' } });
/** Tuesday 24 November 2026, 11:00 in Tokyo. */
export const start = '2026-11-24T11:00:00+09:00';
const evidence = { method: 'page' as const, textVersion: 'v', textHash: 'h', locale: 'ja' };
export const payloads: Record<string, object> = {
  'candidate.asked': { messageId: 'm' },
  'candidate.not_asked': { n: 1, reason: 'suppressed', date: '2026-11-24' },
  'candidate.not_reminded': { n: 1, date: '2026-11-24' },
  'candidate.accepted': { evidence },
  'candidate.declined': { evidence },
  'profile.provided': { recordIds: [] },
  'introduction.ending': { ended: 'no_answer' },
  'introduction.closed': { ended: 'no_credit' },
};
export const buildFacts = (...entries: (string | [string, string] | [string, string, object])[]): IntroductionFact[] =>
  entries.map((entry, index) => {
    const [kind, at = start, data = payloads[kind] ?? {}] = typeof entry === 'string' ? [entry] : entry;
    return { seq: index + 1, kind, at, data } as IntroductionFact;
  });
export const buildInput = (facts: IntroductionFact[], change: Partial<IntroductionInput> = {}): IntroductionInput => ({
  facts,
  hours,
  approval: 'automatic',
  areMailsPaused: false,
  isReceiverSuspended: false,
  hasValidConsent: true,
  canBeAsked: true,
  pausedUntil: null,
  isLicenceValid: true,
  isPositionOpen: true,
  ...change,
});
