import { afterAll, beforeAll, expect, test } from 'vitest';
import { reverseReferral } from '../cases/referrals.ts';
import { at, type IntroductionFixture, inWindowMs, startIntroductionFixture } from '../testing/introduction-fixture.ts';
import { decideIntroduction } from './decide-introduction.ts';

let fixture: IntroductionFixture;
beforeAll(async () => {
  fixture = await startIntroductionFixture();
});
afterAll(() => fixture?.close());

test('an open introduction whose referral is reversed is woken at once and ends', async () => {
  const introduction = await fixture.introduction(['credit.held', 'candidate.asked']);
  const { ref } = introduction.referred;
  await fixture.append(introduction.referred, {
    kind: 'application.unrejected',
    at,
    data: { sourceKey: 'ats:x', remoteId: 'A-1', at: at.toISOString() },
  });
  await fixture.sql('delete from outbox where introduction_id = ?', [introduction.id]);
  fixture.credit.respondWith(() => ({
    status: 200,
    body: { status: 'posted', entryId: 'e:reversal', replayed: false },
  }));
  const step = { kind: 'reverse_referral', n: 1, entryId: 'e', reason: 'unrejected' } as const;
  await reverseReferral(fixture.context, { ...ref, asOfMs: inWindowMs }, step);
  const due = await fixture.sql(
    'select 1 from outbox where introduction_id = ? and next_attempt_at <= now()::timestamptz(3)',
    [introduction.id],
  );
  expect(due).toHaveLength(1);
  const { step: next } = await decideIntroduction(fixture.context, fixture.ref(introduction));
  expect(next).toEqual({ kind: 'release_credit', ended: 'withdrawn' });
});
