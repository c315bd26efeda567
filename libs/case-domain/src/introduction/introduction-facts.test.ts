import type { IntroductionFact } from '@goen/contracts/workflow';
import { describe, expect, it } from 'vitest';
import { buildFacts, start } from '../testing/introduction-fixtures.ts';
import { canReport } from './introduction-facts.ts';

describe('the reports of a company', () => {
  const provided = buildFacts('credit.held', 'profile.provided');
  const after = (...reports: string[]) =>
    reports.reduce<IntroductionFact[]>(
      (facts, report) => [...facts, ...buildFacts(['company.reported', start, { report, by: 'k' }])],
      provided,
    );
  it.each([
    ['no report before the hand-over', buildFacts('candidate.asked'), 'contacted', false],
    ['a first contact', provided, 'contacted', true],
    ['an immediate hire', provided, 'hired', true],
    ['a step forward', after('contacted'), 'interviewing', true],
    ['no step back', after('interviewing'), 'contacted', false],
    ['no report twice', after('contacted'), 'contacted', false],
    ['no report after a hire', after('hired'), 'declined', false],
    ['no report after closing', [...provided, ...buildFacts('introduction.closed')], 'contacted', false],
  ] as const)('%s', (_, facts, report, may) => {
    expect(canReport(facts, report)).toBe(may);
  });
});
