import { randomUUID } from 'node:crypto';
import { withCompany } from '@goen/case-store';
import { companySettings, noBasis } from '@goen/contracts/internal';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eraseCandidate } from '../erase/erase-candidate.ts';
import { acceptRejections } from '../intake/accept-rejections.ts';
import { recordFacts } from '../record-facts.ts';
import { startIntakeFixture } from '../testing/intake-fixture.ts';
import { wakeExpired } from './wake-expired.ts';

let fixture: Awaited<ReturnType<typeof startIntakeFixture>>;
beforeAll(async () => {
  fixture = await startIntakeFixture();
});
afterAll(() => fixture?.close());
afterEach(() => state({ basis: 'notice', notices: [], unconfirmed: true, statedAt: null }));

const notice = { version: '1', text: '12か月保管します。', link: null, since: '2026-01-01' };
const byNotice = { basis: 'notice', notices: [notice], unconfirmed: false, statedAt: null };

const state = (keeping: object) =>
  fixture.sql(`update company set settings = jsonb_set(settings, '{keeping}', ?::jsonb)`, [JSON.stringify(keeping)]);
const report = async (id: string, parts: Parameters<typeof fixture.report>[1] = {}) => {
  const [result] = await acceptRejections(fixture.context, [fixture.report(id, parts)]);
  if (result?.kind !== 'accepted') throw new Error('The report was refused');
  return result;
};
type Kept = { keep_until: string | null; result_only: boolean; erased: boolean; email: string | null };
const readCandidate = async (remoteId: string): Promise<Kept | undefined> =>
  (
    await fixture.sql<Kept>(
      `select keep_until::text, result_only, erased_at is not null as erased, email from candidate where remote_id = ?`,
      [remoteId],
    )
  )[0];
const close = (caseId: string, reason: string) =>
  withCompany(fixture.context.orm, fixture.context.companyId, (em) =>
    recordFacts(
      { em, now: fixture.context.now },
      {
        caseId,
        facts: { kind: 'case.closed', at: fixture.context.now, data: { reason } },
      },
    ),
  );
const readCase = async (id: string) =>
  (await fixture.sql<{ state: string }>('select state from follow_up_case where id = ?', [id]))[0];
const countNudges = async (id: string) =>
  (await fixture.sql(`select 1 from outbox where case_id = ? and kind = 'nudge' and background`, [id])).length;

test('an intake stores until when the candidate is kept, and whether for the result only', async () => {
  await state(byNotice);
  await report('kept');
  await state(noBasis);
  await report('result-only');
  await state({ basis: 'notice', notices: [], unconfirmed: true, statedAt: null });
  await report('unconfirmed');
  expect(await readCandidate('kept')).toMatchObject({ keep_until: '2027-12-20', result_only: false });
  expect(await readCandidate('result-only')).toMatchObject({ keep_until: null, result_only: true });
  expect(await readCandidate('unconfirmed')).toMatchObject({ keep_until: null, result_only: false });
});

test.each([
  ['their time was over', 'kept_no_longer', { erased: false, email: 'again@example.jp' }],
  ['they asked for it', null, { erased: true, email: null }],
] as const)('who was erased because %s and applies again', async (_why, because, expected) => {
  const id = randomUUID();
  await report(id);
  const [candidate] = await fixture.sql<{ id: string }>('select id from candidate where remote_id = ?', [id]);
  const { orm, companyId, now, personHashKey } = fixture.context;
  await withCompany(orm, companyId, (em) => eraseCandidate(em, candidate?.id ?? '', now, personHashKey, because));
  // A poll that reads the known rejection once more brings nothing back.
  await report(id);
  expect(await readCandidate(id)).toMatchObject({ erased: true, email: null });
  const again = { candidate: id, email: 'again@example.jp', rejectedAt: '2026-11-23T10:00:00+09:00' };
  await report(`${id}-2`, again);
  expect(await readCandidate(id)).toMatchObject(expected);
});

test('a round ends the keeping of those whose case is closed', async () => {
  await state(byNotice);
  const old = { rejectedAt: '2026-11-20T00:00:00+09:00' };
  const [hired, told, recent] = [await report('hired', old), await report('told', old), await report('recent', old)];
  await close(hired.caseId, 'hired');
  await close(told.caseId, 'story_told');
  await close(recent.caseId, 'story_told');
  const round = () => wakeExpired(fixture.context.orm, fixture.context.companyId);
  const setKeptUntil = (remoteId: string, days: number) =>
    fixture.sql(
      `update candidate set keep_until = (now() at time zone 'Asia/Tokyo')::date + ?::int where remote_id = ?`,
      [days, remoteId],
    );
  await setKeptUntil('hired', -1);
  await setKeptUntil('told', 20);
  await setKeptUntil('recent', 200);
  await round();
  expect([await countNudges(hired.caseId), await countNudges(told.caseId), await countNudges(recent.caseId)]).toEqual([
    1, 0, 0,
  ]);
  // Their candidate is asked first.
  expect([await readCase(told.caseId), await readCase(recent.caseId)]).toEqual([
    { state: 'open' },
    { state: 'closed' },
  ]);
  await round();
  expect(await countNudges(hired.caseId)).toBe(1);
});

test('after a change of the basis a round evaluates closed cases; without a confirmed one it does nothing', async () => {
  const changed = await report('changed');
  await close(changed.caseId, 'hired');
  expect(await wakeExpired(fixture.context.orm, fixture.context.companyId)).toBe(0);
  expect(await readCandidate('changed')).toMatchObject({ keep_until: null });
  await state({ ...byNotice, statedAt: '2027-12-01T00:00:00.000Z' });
  await wakeExpired(fixture.context.orm, fixture.context.companyId);
  expect(await readCandidate('changed')).toMatchObject({ keep_until: '2027-12-31' });
  expect(companySettings.shape.keeping.parse(byNotice)).toEqual(byNotice);
});
