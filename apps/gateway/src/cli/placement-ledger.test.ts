import { afterAll, beforeAll, expect, it } from 'vitest';
import { startIntroductionFixture } from '../testing/introduction-fixture.ts';
import { exportPlacementLedger } from './placement-ledger.ts';

let gateway: Awaited<ReturnType<typeof startIntroductionFixture>>;
beforeAll(async () => {
  gateway = await startIntroductionFixture();
});
afterAll(() => gateway.close());

it('has one line per introduction that a person was asked about in the period', async () => {
  await gateway.introduction(await gateway.person(), 'matched');
  const asked = await gateway.introduction(await gateway.person(), 'asked');
  const person = await gateway.person();
  await gateway.submit(`/c/${person.token}`, { action: 'relay.grant' });
  const accepted = await gateway.introduction(person, 'accepted');
  await gateway.post(`/v1/introductions/${accepted}/reports`, { report: 'hired' }, {}, gateway.aoba.key);
  const csv = await exportPlacementLedger(gateway.admin, { from: '2026-11-01', to: '2026-12-01' });
  const [, ...lines] = csv.trim().split('\n');
  expect(csv.startsWith('\uFEFF求職者の氏名,求職者の住所,生年月日,希望職種')).toBe(true);
  expect(lines).toHaveLength(2);
  expect(lines.find((line) => line.endsWith(asked))).toContain(',2026-11-24,株式会社aoba,決済エンジニア,,,,');
  expect(lines.find((line) => line.endsWith(accepted))).toBe(
    `髙橋 美咲,,,,2026-11-24,2027-11-24,2026-11-24,株式会社aoba,決済エンジニア,希望する,採用,2026-11-24,${accepted}`,
  );
  expect(
    (await exportPlacementLedger(gateway.admin, { from: '2026-12-01', to: '2027-01-01' })).trim().split('\n'),
  ).toHaveLength(1);
});
