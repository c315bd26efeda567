import { expect, test } from 'vitest';
import type { ReportedItem } from '../../reported-item.ts';
import { startHerpFixture } from './testing/herp-fixture.ts';

const summarize = (items: readonly ReportedItem[]) =>
  items.map((item) =>
    item.kind === 'event' ? [item.event.type, 'candidate' in item.event && item.event.candidate] : item.kind,
  );

test('offers, hires and declined offers are reported before the rejections', async () => {
  await using fixture = await startHerpFixture();
  const { herp } = fixture.sandbox;
  const add = (step: 'offered' | 'offerAccepted' | 'firstInterview', email = 'a@example.jp') =>
    herp.addCandidacy({ name: '山田 太郎', step, email });
  fixture.reject(1);
  const offered = add('offered');
  const accepted = add('offerAccepted');
  add('firstInterview');
  const hired = herp.terminate(add('offerAccepted').id, 'hired');
  const declined = herp.terminate(add('offered').id, 'refusedByCandidate');
  herp.terminate(add('firstInterview').id, 'refusedByCandidate');
  const items = await fixture.poll();
  const candidate = ({ id }: { id: string }) => ({
    remote_id: id,
    emails: ['a@example.jp'],
    full_name: '山田 太郎',
  });
  expect(new Set(summarize(items).slice(0, 2))).toEqual(
    new Set([offered, accepted].map((row) => ['candidate.hired', candidate(row)])),
  );
  expect(summarize(items).slice(2)).toEqual([
    ['candidate.hired', candidate(hired)],
    ['candidate.offer_ended', candidate(declined)],
    'rejection',
  ]);
  expect(
    items.slice(0, 3).map((item) => item.kind === 'event' && 'offer_only' in item.event && item.event.offer_only),
  ).toEqual([true, true, false]);
});

test('an offer is reported again when it changed, and once a day', async () => {
  await using fixture = await startHerpFixture();
  const offered = fixture.sandbox.herp.addCandidacy({ name: '山田 太郎', step: 'offered' });
  expect(await fixture.poll()).toHaveLength(1);
  fixture.clock.ms += 3_600_000;
  await fixture.poll();
  expect(await fixture.poll()).toEqual([]);
  Object.assign(offered, { updatedAt: fixture.context.now().toISOString() });
  expect(await fixture.poll()).toHaveLength(1);
  fixture.clock.ms += 24 * 3_600_000;
  expect(await fixture.poll()).toHaveLength(1);
});
