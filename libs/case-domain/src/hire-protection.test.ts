import { describe, expect, it } from 'vitest';
import { describeCase } from './describe-case.ts';
import { findHireProtectionEnd, isProtectedAfterHire } from './hire-protection.ts';
import { nextStep } from './next-step.ts';
import {
  buildCase,
  consent,
  type FactDraft,
  findStepAt,
  formatStep,
  rejected,
  sent,
  tokyo,
  validLicence,
} from './testing/fixtures.ts';

describe('two years after joining through an introduction (転職勧奨の禁止)', () => {
  it.each([
    [null, '2026-11-04 10:00', false],
    ['2026-11-04', '2026-11-04 10:00', true],
    // Reported, but not joined yet.
    ['2027-04-01', '2026-11-04 10:00', true],
    ['2026-11-04', '2028-11-03 23:59', true],
    ['2026-11-04', '2028-11-04 00:00', false],
    ['2024-02-29', '2026-02-27 10:00', true],
    ['2024-02-29', '2026-02-28 10:00', false],
  ])('joined %s, at %s: %s', (joinedOn, at, isProtected) => {
    expect(isProtectedAfterHire(joinedOn, tokyo(at))).toBe(isProtected);
  });

  it('ends on the same date two years later', () => {
    expect(findHireProtectionEnd('2027-04-01')).toBe('2029-04-01');
  });
});

const result = [rejected('r1', '2026-11-04 10:20')];
const invited: FactDraft[] = [...result, sent('rejection_relay', ['r1'], '2026-11-04')];
const answered: FactDraft[] = [...result, sent('rejection', ['r1'], '2026-11-04')];
const consented: FactDraft[] = [...invited, consent('granted', 'follow_up'), consent('declined', 'relay')];

describe('a case of any company', () => {
  it.each<[string, readonly FactDraft[], string, string | undefined, string]>([
    ['without a hire, the result invites', result, '2026-11-04 11:20', undefined, 'rejection_relay r1'],
    ['with one, it is the plain result', result, '2026-11-04 11:20', '2026-10-01', 'rejection r1'],
    ['after the two years, it invites again', result, '2026-11-04 11:20', '2024-11-04', 'rejection_relay r1'],
    ['no reminder of an invitation', invited, '2026-11-05 11:00', '2026-11-01', 'close story_told'],
    ['no follow-up', answered, '2026-11-05 11:00', '2026-11-01', 'close story_told'],
    ['no follow-up despite a consent', consented, '2026-11-06 11:00', '2026-11-01', 'close story_told'],
    [
      'the follow-up that is due after the two years is sent',
      answered,
      '2026-11-05 11:00',
      '2025-08-01',
      'wait second_follow_up 2027-11-04',
    ],
  ])('%s', (_name, facts, at, joinedOn, step) => {
    const circumstances = { licence: validLicence, ...(joinedOn && { joinedOn }) };
    expect(formatStep(findStepAt(at, facts, circumstances))).toBe(step);
  });

  it('says that the person may not be mailed, and not why', () => {
    const facts = [...answered];
    const at = tokyo('2026-11-05 11:00');
    const [known, hired] = [buildCase(facts), buildCase(facts, { joinedOn: '2026-11-01' })];
    expect([describeCase(known, at).mayBeMailed, describeCase(hired, at).mayBeMailed]).toEqual([true, false]);
    expect(JSON.stringify([describeCase(hired, at), nextStep(hired, at)])).not.toMatch(/joined|hire/i);
  });
});
