import { addMonths, toTokyoDate } from '@goen/case-domain';
import { PoolProfile, withCompany } from '@goen/case-store';
import { loadCase, refreshProjection } from '@goen/cases';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { at, type IntroductionFixture, inWindowMs, startIntroductionFixture } from '../testing/introduction-fixture.ts';
import { evidence, type SeededCase } from '../testing/worker-fixture.ts';
import { lapseConsents } from './lapse-consents.ts';

vi.mock('@temporalio/activity', async (actual) => ({ ...(await actual<object>()), heartbeat: () => {} }));

let fixture: IntroductionFixture;
/** A new fixture per test: a round checks every candidate. */
beforeEach(async () => {
  await fixture?.close();
  fixture = await startIntroductionFixture();
});
afterAll(() => fixture?.close());

const consented = { kind: 'consent.granted', at, data: { consent: 'relay', evidence } } as const;
const inMonths = (months: number) => new Date(`${addMonths(toTokyoDate(inWindowMs), months)}T12:00:00+09:00`);
/** Updates the rows of a case as each decision does. */
const refresh = (seeded: SeededCase, atMs = inWindowMs) =>
  withCompany(fixture.context.orm, seeded.ref.companyId, async (em) => {
    const loaded = await loadCase(em, seeded.ref.caseId, { lock: true });
    if (loaded) await refreshProjection(em, loaded, atMs);
  });
const loadConsent = async (seeded: SeededCase) => (await fixture.loadCandidate(seeded)).relayConsent;
const loadProfile = ({ ref, candidateId }: SeededCase) =>
  withCompany(fixture.context.orm, ref.companyId, (em) => em.findOne(PoolProfile, { candidateId }));

test('a consent lapses after twelve months without a referral, even if the case is closed', async () => {
  const [open, closed] = [await fixture.seed({ facts: [consented] }), await fixture.seed({ facts: [consented] })];
  await fixture.append(closed, { kind: 'case.closed', at, data: { reason: 'story_told' } });
  await fixture.sql("update follow_up_case set state = 'closed', next_step = 'none' where id = ?", [closed.ref.caseId]);
  for (const seeded of [open, closed]) await refresh(seeded);
  expect(await lapseConsents(fixture.context, inMonths(11))).toBe(0);
  expect([await loadConsent(open), await loadConsent(closed)]).toEqual(['granted', 'granted']);
  expect(await lapseConsents(fixture.context, inMonths(13))).toBe(2);
  expect([await loadConsent(open), await loadConsent(closed)]).toEqual(['lapsed', 'lapsed']);
  expect(await fixture.loadCaseRow(closed)).toMatchObject({ state: 'closed' });
  expect(await lapseConsents(fixture.context, inMonths(13))).toBe(0);
});

test('a referred candidate leaves the pool, and the open introduction is reevaluated', async () => {
  const seeded = await fixture.introduction(['credit.held', 'candidate.asked']);
  await refresh(seeded.referred);
  expect((await loadProfile(seeded.referred))?.state).toBe('open');
  await fixture.sql('delete from outbox where introduction_id = ?', [seeded.id]);
  expect(await lapseConsents(fixture.context, inMonths(13))).toBe(1);
  expect((await loadProfile(seeded.referred))?.state).toBe('closed');
  expect(await fixture.countOutboxRows(seeded)).toBe(1);
});

test('a renewed consent stays valid, and its row has the new date', async () => {
  const seeded = await fixture.seed({ facts: [consented] });
  await refresh(seeded);
  await fixture.append(seeded, { ...consented, at: inMonths(10) });
  expect(await lapseConsents(fixture.context, inMonths(13))).toBe(0);
  expect(await loadConsent(seeded)).toBe('granted');
  expect((await fixture.loadCandidate(seeded)).relayConsentLapsesAt).toEqual(inMonths(22));
});

test('a row without the date on which its consent lapses is refreshed', async () => {
  const seeded = await fixture.seed({ facts: [consented] });
  await fixture.sql("update candidate set relay_consent = 'granted' where id = ?", [seeded.candidateId]);
  expect(await lapseConsents(fixture.context, new Date(inWindowMs))).toBe(0);
  expect((await fixture.loadCandidate(seeded)).relayConsentLapsesAt).not.toBeNull();
});

test('a round stops at its limit, and a case that fails does not block the others', async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => fixture.seed({ facts: [consented] })));
  for (const seeded of all) await refresh(seeded);
  const [broken, ...others] = all as [SeededCase, ...SeededCase[]];
  await fixture.sql("update candidate set relay_consent_lapses_at = '2000-01-01' where id = ?", [broken.candidateId]);
  await fixture.sql(`update company set settings = '{}' where id = ?`, [broken.ref.companyId]);
  const limits = { batchRows: 2, maxChecked: 2 };
  const rounds = [
    await lapseConsents(fixture.context, inMonths(13), limits),
    await lapseConsents(fixture.context, inMonths(13), limits),
    await lapseConsents(fixture.context, inMonths(13), limits),
  ];
  expect(rounds).toEqual([1, 1, 1]);
  expect(new Set(await Promise.all(others.map(loadConsent)))).toEqual(new Set(['lapsed']));
});
