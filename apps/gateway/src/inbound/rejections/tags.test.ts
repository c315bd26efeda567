import { rejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway?.close());

const tags = [
  { kind: 'skill', value: 'TypeScript' },
  { kind: 'skill', value: '労働組合員' },
  { kind: 'orientation', value: '気分次第' },
  { kind: 'orientation', value: 'Place of birth: Nara' },
];
const dropped = [1, 3].map((index) => ({ pointer: `/candidate/tags/${index}`, code: 'sensitive_tag' }));
const listStoredTags = (caseId: string) =>
  gateway.rows<{ value: string }>(
    `select value from candidate_tag where candidate_id = (select candidate_id from follow_up_case where id = ?)
     order by value`,
    [caseId],
  );

test('drops and reports a tag that may not be collected and keeps the other tags', async () => {
  const report = aReport({ candidate: { tags } });
  for (const known of [false, true]) {
    const answer = await gateway.post('/v1/rejections', report);
    expect(answer.status).toBe(202);
    const accepted = rejectionAccepted.parse(await answer.json());
    expect(accepted.known).toBe(known);
    expect(accepted.dropped_tags).toMatchObject(dropped);
    expect((await listStoredTags(accepted.case_id)).map(({ value }) => value)).toEqual(['TypeScript', '気分次第']);
  }
});

test('reports dropped tags in a line of a batch, and only there', async () => {
  const body = [aReport({ candidate: { tags } }), aReport()].map((report) => `${JSON.stringify(report)}\n`).join('');
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await gateway.request('/v1/rejections/batch', { method: 'POST', headers, body });
  const [first, second] = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(first).toMatchObject({ line: 1, status: 202, dropped_tags: dropped });
  expect(second).not.toHaveProperty('dropped_tags');
});

test('keeps years of experience when a later report leaves them out', async () => {
  const report = aReport({ candidate: { experience_years: 4 } });
  const reportYears = async (body: object) => {
    const { case_id: id } = rejectionAccepted.parse(await (await gateway.post('/v1/rejections', body)).json());
    const [row] = await gateway.rows<{ experience_years: number }>(
      'select experience_years from candidate c join follow_up_case f on f.candidate_id = c.id where f.id = ?',
      [id],
    );
    return row?.experience_years;
  };
  expect(await reportYears(report)).toBe(4);
  const { experience_years: _, ...candidate } = report.candidate as Record<string, unknown>;
  expect(await reportYears({ ...report, candidate })).toBe(4);
});
