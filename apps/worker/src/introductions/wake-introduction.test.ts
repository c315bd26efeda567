import { afterAll, beforeAll, expect, test } from 'vitest';
import { reverseReferral } from '../cases/referrals.ts';
import { at, type IntroductionFixture, inSlotMs, startIntroductionFixture } from '../testing/introduction-fixture.ts';
import { decideIntroduction } from './decide-introduction.ts';

let fixture: IntroductionFixture;
beforeAll(async () => {
  fixture = await startIntroductionFixture();
});
afterAll(() => fixture?.close());

test('a question whose point is taken back is looked at at once, and ends', async () => {
  const one = await fixture.introduction(['credit.held', 'candidate.asked']);
  const { ref } = one.referred;
  await fixture.append(one.referred, {
    kind: 'application.unrejected',
    at,
    data: { sourceKey: 'ats:x', remoteId: 'A-1', at: at.toISOString() },
  });
  await fixture.sql('delete from outbox where introduction_id = ?', [one.id]);
  fixture.credit.answers(() => ({ status: 200, body: { status: 'posted', entryId: 'e:reversal', replayed: false } }));
  const step = { kind: 'reverse_referral', n: 1, entryId: 'e', reason: 'unrejected' } as const;
  await reverseReferral(fixture.context, { ...ref, asOfMs: inSlotMs }, step);
  const due = await fixture.sql('select 1 from outbox where introduction_id = ? and next_attempt_at <= now()', [
    one.id,
  ]);
  expect(due).toHaveLength(1);
  const { step: next } = await decideIntroduction(fixture.context, fixture.ref(one));
  expect(next).toEqual({ kind: 'release_credit', ended: 'withdrawn' });
});
