import { parseRejectionReport } from '@goen/contracts/public';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startHerpFixture, toKinds, toRejectedIds } from './testing/herp-fixture.ts';

const sorted = (ids: readonly string[]) => [...ids].sort();

test('reports rejected candidacies of all pages with the names of their jobs, and no others', async () => {
  await using fixture = await startHerpFixture();
  const { sandbox } = fixture;
  const job = sandbox.herp.addRequisition({ name: '法人営業' });
  const rejected = fixture.reject(250, { requisitionId: job.id });
  for (const reason of ['hired', 'refusedByCandidate', 'notEligible'] as const)
    sandbox.herp.terminate(sandbox.herp.addCandidacy({ name: 'X' }).id, reason);
  sandbox.herp.addCandidacy({ name: 'Y' });
  const items = await fixture.poll();
  expect(sorted(toRejectedIds(items))).toEqual(sorted(rejected.map(({ id }) => id)));
  const jobs = items.flatMap((item) => (item.kind === 'rejection' ? [item.report.job?.name] : []));
  expect(new Set(jobs)).toEqual(new Set(['法人営業']));
  expect(fixture.currentCursor()).toEqual({
    since: '2026-10-25',
    through: '2026-11-24',
    sweptOn: '2026-11-24',
    readAt: '2026-11-24T03:00:00.000Z',
    walk: null,
  });
});

test('windows overlap: a candidacy in two windows is reported twice, the same', async () => {
  await using fixture = await startHerpFixture();
  const rejected = fixture.reject(3);
  const first = await fixture.poll();
  fixture.clock.ms += 24 * 3_600_000;
  const [later] = fixture.reject(1);
  const second = await fixture.poll();
  expect(toRejectedIds(second)).toEqual([later?.id, ...rejected.map(({ id }) => id)]);
  expect(second.slice(1)).toEqual(first);
});

test('reports a known candidacy again only when it changed since it was read', async () => {
  await using fixture = await startHerpFixture();
  const [first, second] = fixture.reject(2);
  if (!first || !second) throw new Error('none');
  await fixture.poll();
  for (const { id, terminatedAt } of [first, second]) fixture.known.set(id, new Date(terminatedAt ?? ''));
  fixture.clock.ms += 3_600_000;
  // Changed at about the time it was read: reported once more to be safe.
  expect(toRejectedIds(await fixture.poll())).toEqual([first.id, second.id]);
  expect(toKinds(await fixture.poll())).toEqual(['unchanged', 'unchanged']);
  Object.assign(second, { email: 'new@example.jp', updatedAt: fixture.context.now().toISOString() });
  expect(toRejectedIds(await fixture.poll())).toEqual([second.id]);
  Object.assign(first, { updatedAt: null });
  expect(toRejectedIds(await fixture.poll())).toContain(first.id);
  // Rejected again, it is a new rejection.
  fixture.clock.ms += 86_400_000;
  await fixture.poll();
  Object.assign(first, { terminatedAt: '2026-11-24T13:00:00+09:00', updatedAt: '2026-11-24T13:00:00+09:00' });
  expect(toRejectedIds(await fixture.poll())).toContain(first.id);
});

test('misses no candidacy when rows are added or move while paging', async () => {
  await using fixture = await startHerpFixture();
  const rejected = fixture.reject(220);
  const moved = rejected[150];
  let pages = 0;
  const items = await fixture.poll({}, () => {
    pages += 1;
    if (pages !== 1 || !moved) return;
    fixture.clock.ms += 1_000;
    fixture.reject(1);
    fixture.sandbox.herp.reopen(moved.id);
    fixture.sandbox.herp.terminate(moved.id, 'rejected');
  });
  const all = fixture.sandbox.herp.candidacies().map(({ id }) => id);
  const next = await fixture.poll();
  expect(sorted([...new Set([...toRejectedIds(items), ...toRejectedIds(next)])])).toEqual(sorted(all));
});

test('reports only rejections since the configured date', async () => {
  await using fixture = await startHerpFixture();
  const [candidacy] = fixture.reject(1);
  const old = fixture.sandbox.herp.addCandidacy({ name: 'Z' });
  fixture.sandbox.herp.terminate(old.id, 'rejected', '2026-09-20T10:00:00+09:00');
  expect(toKinds(await fixture.poll())).toEqual(['rejection', 'before_since']);
  expect(toRejectedIds(await fixture.poll({ since: '2026-09-20' }))).toEqual([candidacy?.id, old.id]);
});

test('finds a selection that ended long after its step changed by the daily look-back', async () => {
  await using fixture = await startHerpFixture();
  await fixture.poll();
  const stepUpdatedAt = '2026-10-01T10:00:00+09:00';
  const [candidacy] = fixture.reject(1);
  if (candidacy) Object.assign(candidacy, { stepUpdatedAt });
  expect(toRejectedIds(await fixture.poll())).toEqual([]);
  fixture.clock.ms += 24 * 3_600_000;
  expect(toRejectedIds(await fixture.poll())).toEqual([candidacy?.id]);
});

test('refuses an invalid candidacy without affecting the others', async () => {
  await using fixture = await startHerpFixture();
  const [, invalid, undated] = fixture.reject(4);
  if (!invalid || !undated) throw new Error('none');
  Object.assign(invalid, { tags: 'not a list' });
  Object.assign(undated, { terminatedAt: null });
  const items = await fixture.poll();
  expect(toKinds(items).sort()).toEqual(['refused', 'refused', 'rejection', 'rejection']);
});

/** Any JSON, including values that are hard to store. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(null, '', '\u0000', '\uD83D', '2026-11-24', '9999-99-99T00:00:00Z', 'x'.repeat(5_000), -0, 1e308),
) as fc.Arbitrary<unknown>;
const fields = ['name', 'email', 'telephoneNumber', 'requisitionId', 'step', 'tags', 'terminatedAt', 'career'];

test('reports or refuses any candidacy by itself, and always reports its neighbours', async () => {
  await using fixture = await startHerpFixture();
  const rejected = fixture.reject(300);
  const broken = rejected.filter((_, n) => n % 2 === 1);
  const values = fc.sample(fc.dictionary(fc.constantFrom(...fields, 'new'), anything, { minKeys: 1 }), broken.length);
  broken.forEach((candidacy, n) => Object.assign(candidacy, values[n]));
  const items = await fixture.poll();
  expect(items).toHaveLength(300);
  const ids = toRejectedIds(items);
  for (const { id } of rejected.filter((_, n) => n % 2 === 0)) expect(ids).toContain(id);
  expect(toKinds(items).filter((kind) => kind !== 'rejection' && kind !== 'refused')).toEqual([]);
  const reports = items.flatMap((item) => (item.kind === 'rejection' ? [item.report] : []));
  expect(reports.filter((report) => !parseRejectionReport(report, 'vendor').success)).toEqual([]);
  expect(JSON.stringify(reports)).not.toMatch(/\\u0000|\\ud83d/i);
  expect(items.filter((item) => item.kind === 'refused' && item.errors.length === 0)).toEqual([]);
});

test('reports a known rejection that is active again as un-rejected', async () => {
  await using fixture = await startHerpFixture();
  const [first, second] = fixture.reject(2);
  if (!first || !second) throw new Error('none');
  const rejectedAt = new Date(first.terminatedAt ?? '');
  fixture.known.set(first.id, rejectedAt);
  fixture.clock.ms += 60_000;
  fixture.sandbox.herp.reopen(first.id);
  fixture.sandbox.herp.reopen(second.id);
  const items = await fixture.poll();
  expect(items).toEqual([
    {
      kind: 'event',
      event: {
        type: 'application.unrejected',
        source: { ats: 'herp', connection_id: expect.any(String) as string },
        occurred_at: fixture.context.now().toISOString(),
        application: { remote_id: first.id },
      },
    },
  ]);
});
