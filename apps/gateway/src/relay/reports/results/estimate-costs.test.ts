import { expect, it } from 'vitest';
import { estimateCosts } from './estimate-costs.ts';

const figures = { costPerHireYen: 1_000_000, minutesPerMail: 6, hourlyCostYen: 3000 };
/** Settings, free hires, mails, months that have begun → what is recovered, what the platform costs, the balance. */
it.each([
  ['no figures', null, [0, 0], null],
  ['no cost of the platform', { ...figures, platformYenPerMonth: null }, [1, 10], [1_003_000, null, null]],
  [
    'all figures; months to come cost nothing',
    { ...figures, platformYenPerMonth: 50_000 },
    [2, 0],
    [2_000_000, 100_000, 1_900_000],
  ],
  ['a cost without a gain', { ...figures, platformYenPerMonth: 50_000 }, [0, 0], [0, 100_000, -100_000]],
] as const)('costs: %s', (_name, own, [freeHires, mails], expected) => {
  const period = { from: '2026-10', to: '2026-12' };
  const costs = estimateCosts({ figures: own }, { freeHires, mails }, period, new Date('2026-11-24T11:00:00+09:00'));
  expect(costs && [costs.recovered, costs.platform, costs.balance]).toEqual(expected);
});
