import { addMonths, toTokyoDate } from '@goen/case-domain';
import { PoolProfile, withCompany } from '@goen/case-store';
import { loadCase, refreshProjection } from '@goen/cases';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { at, type IntroductionFixture, inSlotMs, startIntroductionFixture } from '../testing/introduction-fixture.ts';
import { evidence, type SeededCase } from '../testing/worker-fixture.ts';
import { lapseConsents } from './lapse-consents.ts';

vi.mock('@temporalio/activity', async (actual) => ({ ...(await actual<object>()), heartbeat: () => {} }));

let fixture: IntroductionFixture;
/** A fresh one for each test: a round looks at everybody. */
beforeEach(async () => {
  await fixture?.close();
  fixture = await startIntroductionFixture();
});
afterAll(() => fixture?.close());

const consented = { kind: 'consent.granted', at, data: { consent: 'relay', evidence } } as const;
const inMonths = (months: number) => new Date(`${addMonths(toTokyoDate(inSlotMs), months)}T12:00:00+09:00`);
/** As a look at the case leaves the rows. */
const look = (one: SeededCase, atMs = inSlotMs) =>
  withCompany(fixture.context.orm, one.ref.companyId, async (em) => {
    const loaded = await loadCase(em, one.ref.caseId, { lock: true });
    if (loaded) await refreshProjection(em, loaded, atMs);
  });
const consentOf = async (one: SeededCase) => (await fixture.candidateOf(one)).relayConsent;
const profileOf = ({ ref, candidateId }: SeededCase) =>
  withCompany(fixture.context.orm, ref.companyId, (em) => em.findOne(PoolProfile, { candidateId }));

test('a yes lapses in lists after twelve months, though nobody was referred and the case is closed', async () => {
  const [open, closed] = [await fixture.seed({ facts: [consented] }), await fixture.seed({ facts: [consented] })];
  await fixture.append(closed, { kind: 'case.closed', at, data: { reason: 'story_told' } });
  await fixture.sql("update follow_up_case set state = 'closed', next_step = 'none' where id = ?", [closed.ref.caseId]);
  for (const one of [open, closed]) await look(one);
  expect(await lapseConsents(fixture.context, inMonths(11))).toBe(0);
  expect([await consentOf(open), await consentOf(closed)]).toEqual(['granted', 'granted']);
  expect(await lapseConsents(fixture.context, inMonths(13))).toBe(2);
  expect([await consentOf(open), await consentOf(closed)]).toEqual(['lapsed', 'lapsed']);
  expect(await fixture.rowOf(closed)).toMatchObject({ state: 'closed' });
  expect(await lapseConsents(fixture.context, inMonths(13))).toBe(0);
});

test('who was referred leaves the pool, and a question that is out is looked at anew', async () => {
  const one = await fixture.introduction(['credit.held', 'candidate.asked']);
  await look(one.referred);
  expect((await profileOf(one.referred))?.state).toBe('open');
  await fixture.sql('delete from outbox where introduction_id = ?', [one.id]);
  expect(await lapseConsents(fixture.context, inMonths(13))).toBe(1);
  expect((await profileOf(one.referred))?.state).toBe('closed');
  expect(await fixture.outboxOf(one)).toBe(1);
});

test('a yes that was renewed stands, and its row tells the new day', async () => {
  const one = await fixture.seed({ facts: [consented] });
  await look(one);
  await fixture.append(one, { ...consented, at: inMonths(10) });
  expect(await lapseConsents(fixture.context, inMonths(13))).toBe(0);
  expect(await consentOf(one)).toBe('granted');
  expect((await fixture.candidateOf(one)).relayConsentLapsesAt).toEqual(inMonths(22));
});

test('a row that does not tell yet when its yes lapses is looked at', async () => {
  const one = await fixture.seed({ facts: [consented] });
  await fixture.sql("update candidate set relay_consent = 'granted' where id = ?", [one.candidateId]);
  expect(await lapseConsents(fixture.context, new Date(inSlotMs))).toBe(0);
  expect((await fixture.candidateOf(one)).relayConsentLapsesAt).not.toBeNull();
});

test('a round takes so many and leaves the rest to the next; one that can’t be looked at keeps nobody else', async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => fixture.seed({ facts: [consented] })));
  for (const one of all) await look(one);
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
  expect(new Set(await Promise.all(others.map(consentOf)))).toEqual(new Set(['lapsed']));
});
