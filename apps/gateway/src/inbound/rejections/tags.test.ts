import { rejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type Bench, startBench } from '../../testing/gateway-fixture.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

const tags = [
  { kind: 'skill', value: 'TypeScript' },
  { kind: 'skill', value: '労働組合員' },
  { kind: 'orientation', value: '気分次第' },
  { kind: 'orientation', value: 'Place of birth: Nara' },
];
const dropped = [1, 3].map((at) => ({ pointer: `/candidate/tags/${at}`, code: 'sensitive_tag' }));
const storedOf = (caseId: string) =>
  bench.rows<{ value: string }>(
    `select value from candidate_tag where candidate_id = (select candidate_id from follow_up_case where id = ?)
     order by value`,
    [caseId],
  );

test('a tag that may not be collected is dropped and told; the rejection and its other tags are taken', async () => {
  const report = aReport({ candidate: { tags } });
  for (const known of [false, true]) {
    const answer = await bench.post('/v1/rejections', report);
    expect(answer.status).toBe(202);
    const accepted = rejectionAccepted.parse(await answer.json());
    expect(accepted.known).toBe(known);
    expect(accepted.dropped_tags).toMatchObject(dropped);
    expect((await storedOf(accepted.case_id)).map(({ value }) => value)).toEqual(['TypeScript', '気分次第']);
  }
});

test('a line of a batch tells it too; one without such a tag says nothing of tags', async () => {
  const body = [aReport({ candidate: { tags } }), aReport()].map((report) => `${JSON.stringify(report)}\n`).join('');
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await bench.request('/v1/rejections/batch', { method: 'POST', headers, body });
  const [first, second] = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(first).toMatchObject({ line: 1, status: 202, dropped_tags: dropped });
  expect(second).not.toHaveProperty('dropped_tags');
});

test('years of experience are kept, and stay when a later report leaves them out', async () => {
  const report = aReport({ candidate: { experience_years: 4 } });
  const years = async (given: object) => {
    const { case_id: id } = rejectionAccepted.parse(await (await bench.post('/v1/rejections', given)).json());
    const [row] = await bench.rows<{ experience_years: number }>(
      'select experience_years from candidate c join follow_up_case f on f.candidate_id = c.id where f.id = ?',
      [id],
    );
    return row?.experience_years;
  };
  expect(await years(report)).toBe(4);
  const { experience_years: _, ...candidate } = report.candidate as Record<string, unknown>;
  expect(await years({ ...report, candidate })).toBe(4);
});
