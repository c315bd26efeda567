import { expect, test } from 'vitest';
import type { SelectionNews } from '../../selection.ts';
import { herp } from './herp.ts';
import { startHerpFixture } from './testing/herp-fixture.ts';

type Fixture = Awaited<ReturnType<typeof startHerpFixture>>;
/** What one poll from `cursor` says about applications in selection, and the cursor after it. */
async function pollSelection(fixture: Fixture, cursor: Readonly<Record<string, unknown>> | null) {
  const news: SelectionNews[] = [];
  let after = cursor;
  for await (const page of herp.poll?.poll(fixture.connection({}, 'good-key'), cursor, fixture.context) ?? []) {
    if (page.selection) news.push(page.selection);
    after = page.cursor;
  }
  const open = news.flatMap((page) => page.open);
  return {
    open: new Map(open.map((application) => [application.applicationId, application])),
    settled: new Set(news.flatMap((page) => page.settled)),
    completeSince: news.flatMap((page) => page.completeSince ?? []),
    text: JSON.stringify(news),
    cursor: after,
  };
}

test('once a day everybody in selection is listed, however long ago they moved, without a name', async () => {
  await using fixture = await startHerpFixture();
  const { herp: server } = fixture.sandbox;
  const add = (step: 'firstInterview' | 'offered', stepUpdatedAt: string) =>
    Object.assign(server.addCandidacy({ name: '山田 花子', email: 'naisho@example.jp', step }), { stepUpdatedAt });
  const recent = add('firstInterview', '2026-11-23T10:00:00+09:00');
  const old = add('firstInterview', '2026-01-15T10:00:00+09:00');
  const offered = add('offered', '2026-11-23T10:00:00+09:00');
  const ended = server.terminate(add('firstInterview', '2026-11-23T10:00:00+09:00').id, 'refusedByCandidate');
  const first = await pollSelection(fixture, null);
  expect([...first.open.keys()].toSorted()).toEqual([recent.id, old.id].toSorted());
  expect(first.open.get(old.id)).toEqual({
    applicationId: old.id,
    candidateId: null,
    stage: '一次面接',
    movedAt: '2026-01-15T01:00:00.000Z',
  });
  expect([offered.id, ended.id].every((id) => first.settled.has(id))).toBe(true);
  expect(first.completeSince).toEqual(['2026-11-24T03:00:00.000Z']);
  expect(first.text).not.toMatch(/山田|naisho/);

  fixture.clock.ms += 600_000;
  const second = await pollSelection(fixture, first.cursor);
  expect([...second.open.keys()]).toEqual([recent.id]);
  expect(second.completeSince).toEqual([]);
});
