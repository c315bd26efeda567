import { afterAll, beforeAll, expect, test } from 'vitest';
import { startIntakeFixture } from '../testing/intake-fixture.ts';
import { acceptRejections, type Intake } from './accept-rejections.ts';
import { rehearseRejections } from './rehearse-rejections.ts';

const undatedAt = (...indexes: number[]) => ({ indexes: new Set(indexes), areAnswered: false });

let fixture: Awaited<ReturnType<typeof startIntakeFixture>>;
beforeAll(async () => {
  fixture = await startIntakeFixture();
});
afterAll(() => fixture?.close());

const doNothing = () => Promise.resolve();
const summarize = (results: readonly Intake[]) =>
  results.map((result) => (result.kind === 'accepted' ? [result.known, result.joined, result.changed] : result.code));

test('a rehearsal returns the results of the later acceptance, across chunks that depend on each other, and writes nothing', async () => {
  await acceptRejections(fixture.context, [fixture.report('R-1', { candidate: 'P' })]);
  const chunks = [
    [
      fixture.report('R-1', { candidate: 'P', name: '山田 次郎' }),
      fixture.report('R-2', { candidate: 'P', email: 'R-1@example.jp', name: '山田 次郎' }),
      fixture.report('R-3'),
      fixture.report('R-9', { rejectedAt: '2026-11-30T00:00:00+09:00' }),
    ],
    [
      fixture.report('R-3', { name: '鈴木 一' }),
      fixture.report('R-4', { email: 'R-3@example.jp', name: '鈴木 一' }),
      fixture.report('R-5'),
    ],
  ];
  const before = await fixture.counts();
  const rehearsed = await rehearseRejections(fixture.context, doNothing, async (rehearse) => {
    const all = [];
    for (const chunk of chunks) all.push(...summarize(await rehearse(chunk, undatedAt())));
    return all;
  });
  expect(await fixture.counts()).toEqual(before);
  const done = [];
  for (const chunk of chunks) done.push(...summarize(await acceptRejections(fixture.context, chunk)));
  expect(rehearsed).toEqual(done);
  expect(done).toEqual([
    [true, false, ['fullName']],
    [false, true, []],
    [false, false, []],
    'rejected_in_future',
    [true, false, ['fullName']],
    [false, true, []],
    [false, false, []],
  ]);
});

test('a rehearsal doesn’t block concurrent reports', async () => {
  await rehearseRejections(fixture.context, doNothing, async (rehearse) => {
    await rehearse([fixture.report('R-20'), fixture.report('R-1', { candidate: 'P', name: '山田 三郎' })], undatedAt());
    const [meanwhile] = await acceptRejections(fixture.context, [fixture.report('R-21')]);
    expect(meanwhile).toMatchObject({ kind: 'accepted', known: false });
  });
});

test('a rehearsal blocked by an acceptance times out, and the acceptance succeeds', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let written = () => {};
  const isWritten = new Promise<void>((resolve) => {
    written = resolve;
  });
  const accepting = acceptRejections(fixture.context, [fixture.report('R-30')], {
    complete: async () => {
      written();
      await held;
    },
  });
  await isWritten;
  const rehearsing = rehearseRejections(fixture.context, doNothing, (rehearse) =>
    rehearse([fixture.report('R-30')], undatedAt()),
  );
  await expect(rehearsing).rejects.toThrow(/lock timeout/);
  release();
  expect(await accepting).toMatchObject([{ kind: 'accepted', known: false }]);
});

const rejectedOn = (day: number) => ({ rejectedAt: `2026-11-${day}T00:00:00+09:00` });
const accept = async (id: string, day: number, dated: boolean) => {
  const undated = undatedAt(...(dated ? [] : [0]));
  const [result] = await acceptRejections(fixture.context, [fixture.report(id, rejectedOn(day))], { undated });
  return result?.kind === 'accepted' && result.known;
};

test.each([
  ['without a date, then without a date again', 'U-0', false, false, true],
  ['without a date, then with one', 'U-1', false, true, true],
  ['with a date, then without one', 'U-2', true, false, true],
  ['with another date', 'U-3', true, true, false],
])('an application reported %s', async (_, id, firstDated, thenDated, known) => {
  expect(await accept(id, 10, firstDated)).toBe(false);
  expect(await accept(id, 11, thenDated)).toBe(known);
});

test('two undated rows of one application in one file are one rejection', async () => {
  const reports = [fixture.report('R-40', rejectedOn(10)), fixture.report('R-40', rejectedOn(11))];
  expect(summarize(await acceptRejections(fixture.context, reports, { undated: undatedAt(0, 1) }))).toEqual([
    [false, false, []],
    [true, false, []],
  ]);
});

test('the completion step is in the transaction of the acceptance', async () => {
  const before = await fixture.counts();
  const failing = acceptRejections(fixture.context, [fixture.report('R-50')], {
    complete: () => Promise.reject(new Error('no')),
  });
  await expect(failing).rejects.toThrow('no');
  expect(await fixture.counts()).toEqual(before);
  const seen: number[] = [];
  await acceptRejections(fixture.context, [fixture.report('R-9', rejectedOn(30))], {
    complete: async (_, results) => {
      seen.push(results.length);
    },
  });
  expect(seen).toEqual([1]);
});
