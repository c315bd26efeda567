import type { RejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

const older = '2026-11-23T10:00:00+09:00';
const newer = '2026-11-24T10:00:00+09:00';

test.each([
  ['the newer one reported last', [older, newer]],
  ['the newer one reported first', [newer, older]],
])('the latest of two rejections decides the stage in every list: %s', async (_name, dates) => {
  const first = aReport();
  const cases: RejectionAccepted[] = [];
  for (const rejectedAt of dates) {
    const { application } = aReport();
    const stage = { name: '選考', kind: rejectedAt === newer ? ('documents' as const) : ('interview' as const) };
    const body = { ...first, application: { ...application, rejected_at: rejectedAt, current_stage: stage } };
    cases.push((await (await gateway.post('/v1/rejections', body)).json()) as RejectionAccepted);
  }
  const caseId = cases[0]?.case_id;
  const [candidate] = await gateway.rows<{ candidate_id: string; last_stage: string }>(
    'select candidate_id, last_stage from follow_up_case f join candidate c on c.id = f.candidate_id where f.id = ?',
    [caseId],
  );
  const read = async (path: string) => (await (await gateway.request(path)).json()) as { items: { stage: string }[] };
  const listed = await read(`/v1/cases?candidate_id=${candidate?.candidate_id}`);
  const queue = (await read('/v1/mails?limit=200')) as { items: { stage: string; case_id: string }[] };
  const queued = queue.items.filter((item) => item.case_id === caseId);
  expect(queued).toHaveLength(1);
  const shown = [candidate?.last_stage, ...[...listed.items, ...queued].map(({ stage }) => stage)];
  expect(shown).toEqual(['documents', 'documents', 'documents']);
});
