import { randomUUID } from 'node:crypto';
import type { CaseView, RejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
  const own = JSON.stringify({ agencyDomains: ['agency.example.com'], agencySources: ['リクルートエージェント'] });
  await gateway.rows('update company set settings = settings || ?::jsonb where id = ?', [own, gateway.hinode.id]);
});
afterAll(() => gateway.close());

const addressOfAgency = () => [{ value: `${randomUUID()}@agency.example.com`, type: 'work' }];
const report = async (parts: Parameters<typeof aReport>[0]): Promise<RejectionAccepted> => {
  const answer = await gateway.post('/v1/rejections', aReport(parts));
  expect(answer.status).toBe(202);
  return (await answer.json()) as RejectionAccepted;
};
const getCase = async (id: string) => (await (await gateway.request(`/v1/cases/${id}`)).json()) as CaseView;

test.each<[string, Parameters<typeof aReport>[0]]>([
  ['by its source', { application: { source: '人材紹介（株式会社A）' } }],
  ['by a source that the company lists', { application: { source: 'リクルートエージェント' } }],
  ['by the domain of the address', { candidate: { emails: addressOfAgency() } }],
])('an application through an agency is a case without mails: %s', async (_what, parts) => {
  const accepted = await report(parts);
  expect(accepted).toMatchObject({ will_be_mailed: false, not_mailed_reason: 'through_agency' });
  expect(await getCase(accepted.case_id)).toMatchObject({ next_step: 'close', next_mail: null });
});

test('candidates of one agency are several people, and nobody is asked about its address', async () => {
  const emails = addressOfAgency();
  const answers = [
    await report({ candidate: { given_name: '一郎', emails } }),
    await report({ candidate: { given_name: '花子', emails } }),
    await report({ candidate: { given_name: '花子', emails } }),
  ];
  expect(new Set(answers.map(({ case_id: id }) => id)).size).toBe(3);
  expect(await (await gateway.request('/v1/shared-addresses')).json()).toEqual({ items: [], next: null });
});

test('who applies again by themselves is mailed about that', async () => {
  const candidate = { remote_id: randomUUID() };
  const first = await report({ application: { source: 'エージェント' }, candidate });
  const second = await report({ application: { source: '自社サイト' }, candidate });
  expect(second).toMatchObject({ case_id: first.case_id, will_be_mailed: true });
});
