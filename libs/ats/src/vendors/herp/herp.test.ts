import { rejectionReport } from '@goen/contracts/public';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { herpBench, idsOf, kindsOf } from './testing/herp-fixture.ts';

const sorted = (ids: readonly string[]) => [...ids].sort();

test('rejected candidacies are told, of all pages, with the names of their jobs; others are not', async () => {
  await using bench = await herpBench();
  const { sandbox } = bench;
  const job = sandbox.herp.addRequisition({ name: '法人営業' });
  const rejected = bench.reject(250, { requisitionId: job.id });
  for (const reason of ['hired', 'refusedByCandidate', 'notEligible'] as const)
    sandbox.herp.terminate(sandbox.herp.addCandidacy({ name: 'X' }).id, reason);
  sandbox.herp.addCandidacy({ name: 'Y' });
  const told = await bench.run();
  expect(sorted(idsOf(told))).toEqual(sorted(rejected.map(({ id }) => id)));
  expect(new Set(told.map((one) => one.kind === 'rejection' && one.report.job?.name))).toEqual(new Set(['法人営業']));
  expect(bench.cursorNow()).toEqual({
    since: '2026-10-25',
    through: '2026-11-24',
    sweptOn: '2026-11-24',
    readAt: '2026-11-24T03:00:00.000Z',
    walk: null,
  });
});

test('windows overlap: what is still in one is told again, the same', async () => {
  await using bench = await herpBench();
  const rejected = bench.reject(3);
  const first = await bench.run();
  bench.clock.ms += 24 * 3_600_000;
  const [later] = bench.reject(1);
  const second = await bench.run();
  expect(idsOf(second)).toEqual([later?.id, ...rejected.map(({ id }) => id)]);
  expect(second.slice(1)).toEqual(first);
});

test('one that is known is told again only when it changed since it was read', async () => {
  await using bench = await herpBench();
  const [one, other] = bench.reject(2);
  if (!one || !other) throw new Error('none');
  await bench.run();
  for (const { id, terminatedAt } of [one, other]) bench.known.set(id, new Date(terminatedAt ?? ''));
  bench.clock.ms += 3_600_000;
  // Changed about when it was read: told once more, to be sure.
  expect(idsOf(await bench.run())).toEqual([one.id, other.id]);
  expect(kindsOf(await bench.run())).toEqual(['unchanged', 'unchanged']);
  Object.assign(other, { email: 'new@example.jp', updatedAt: bench.context.now().toISOString() });
  expect(idsOf(await bench.run())).toEqual([other.id]);
  Object.assign(one, { updatedAt: null });
  expect(idsOf(await bench.run())).toContain(one.id);
  // Rejected anew it is another rejection.
  bench.clock.ms += 86_400_000;
  await bench.run();
  Object.assign(one, { terminatedAt: '2026-11-24T13:00:00+09:00', updatedAt: '2026-11-24T13:00:00+09:00' });
  expect(idsOf(await bench.run())).toContain(one.id);
});

test('a row that comes or moves while pages are read makes none be missed', async () => {
  await using bench = await herpBench();
  const rejected = bench.reject(220);
  const moved = rejected[150];
  let pages = 0;
  const told = await bench.run({}, () => {
    pages += 1;
    if (pages !== 1 || !moved) return;
    bench.clock.ms += 1_000;
    bench.reject(1);
    bench.sandbox.herp.reopen(moved.id);
    bench.sandbox.herp.terminate(moved.id, 'rejected');
  });
  const all = bench.sandbox.herp.candidacies().map(({ id }) => id);
  const next = await bench.run();
  expect(sorted([...new Set([...idsOf(told), ...idsOf(next)])])).toEqual(sorted(all));
});

test('only rejections since the date that is set', async () => {
  await using bench = await herpBench();
  const [one] = bench.reject(1);
  const old = bench.sandbox.herp.addCandidacy({ name: 'Z' });
  bench.sandbox.herp.terminate(old.id, 'rejected', '2026-09-20T10:00:00+09:00');
  expect(kindsOf(await bench.run())).toEqual(['rejection', 'before_since']);
  expect(idsOf(await bench.run({ since: '2026-09-20' }))).toEqual([one?.id, old.id]);
});

test('a selection that ended long after its step changed is found by the look back of the day', async () => {
  await using bench = await herpBench();
  await bench.run();
  const stepUpdatedAt = '2026-10-01T10:00:00+09:00';
  const [one] = bench.reject(1);
  if (one) Object.assign(one, { stepUpdatedAt });
  expect(idsOf(await bench.run())).toEqual([]);
  bench.clock.ms += 24 * 3_600_000;
  expect(idsOf(await bench.run())).toEqual([one?.id]);
});

test('a candidacy that can not be read is refused by itself', async () => {
  await using bench = await herpBench();
  const [, broken, unsaid] = bench.reject(4);
  if (!broken || !unsaid) throw new Error('none');
  Object.assign(broken, { tags: 'not a list' });
  Object.assign(unsaid, { terminatedAt: null });
  const told = await bench.run();
  expect(kindsOf(told).sort()).toEqual(['refused', 'refused', 'rejection', 'rejection']);
});

/** JSON of any kind, with what is hard to store. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(null, '', '\u0000', '\uD83D', '2026-11-24', '9999-99-99T00:00:00Z', 'x'.repeat(5_000), -0, 1e308),
) as fc.Arbitrary<unknown>;
const fields = ['name', 'email', 'telephoneNumber', 'requisitionId', 'step', 'tags', 'terminatedAt', 'career'];

test('whatever a candidacy holds, it is told or refused by itself, and its neighbours are told', async () => {
  await using bench = await herpBench();
  const rejected = bench.reject(300);
  const broken = rejected.filter((_, n) => n % 2 === 1);
  const values = fc.sample(fc.dictionary(fc.constantFrom(...fields, 'new'), anything, { minKeys: 1 }), broken.length);
  broken.forEach((one, n) => Object.assign(one, values[n]));
  const told = await bench.run();
  expect(told).toHaveLength(300);
  const ids = idsOf(told);
  for (const { id } of rejected.filter((_, n) => n % 2 === 0)) expect(ids).toContain(id);
  expect(kindsOf(told).filter((kind) => kind !== 'rejection' && kind !== 'refused')).toEqual([]);
  const reports = told.flatMap((one) => (one.kind === 'rejection' ? [one.report] : []));
  expect(reports.filter((report) => !rejectionReport.safeParse(report).success)).toEqual([]);
  expect(JSON.stringify(reports)).not.toMatch(/\\u0000|\\ud83d/i);
  expect(told.filter((one) => one.kind === 'refused' && one.errors.length === 0)).toEqual([]);
});

test('one that we know as rejected and that is active again was taken back', async () => {
  await using bench = await herpBench();
  const [one, other] = bench.reject(2);
  if (!one || !other) throw new Error('none');
  const rejectedAt = new Date(one.terminatedAt ?? '');
  bench.known.set(one.id, rejectedAt);
  bench.clock.ms += 60_000;
  bench.sandbox.herp.reopen(one.id);
  bench.sandbox.herp.reopen(other.id);
  const told = await bench.run();
  expect(told).toEqual([
    {
      kind: 'event',
      event: {
        type: 'application.unrejected',
        source: { ats: 'herp', connection_id: expect.any(String) as string },
        occurred_at: bench.context.now().toISOString(),
        application: { remote_id: one.id },
      },
    },
  ]);
});
