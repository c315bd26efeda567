import { createHmac, randomUUID } from 'node:crypto';
import { withCompany } from '@goen/case-store';
import { recordSelection } from '@goen/cases';
import type { WaitingApplicationPage } from '@goen/contracts/public';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

// Tuesday, 24 November 2026: Monday was a holiday, so Friday, 20 November is one business day ago.
const signingKey = 'a-key-that-is-long-enough';
let gateway: GatewayFixture;
let connectionId: string;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway?.close());
beforeEach(async () => {
  await gateway.rows('delete from open_application');
  const created = await gateway.post('/v1/connections', {
    kind: 'greenhouse',
    name: `G ${randomUUID()}`,
    secrets: { signing_key: signingKey },
  });
  connectionId = ((await created.json()) as { id: string }).id;
});

const list = async (query = '') =>
  (await (await gateway.request(`/v1/waiting-applications?${query}`)).json()) as WaitingApplicationPage;
const see = (applicationId: string, movedAt: string | null, stage = '一次面接', seenAt = gateway.clock.now) =>
  withCompany(gateway.orm, gateway.hinode.id, (em) =>
    recordSelection(
      em,
      { companyId: gateway.hinode.id, connectionId },
      { open: [{ applicationId, candidateId: `c-${applicationId}`, stage, movedAt }], settled: [] },
      { seenAt },
    ),
  );
const toIds = ({ items }: WaitingApplicationPage) => items.map((item) => item.application_remote_id);
const hook = async (action: string, application: Record<string, unknown>) => {
  const body = JSON.stringify({ action, payload: { application } });
  const response = await gateway.app.request(`/v1/hooks/${connectionId}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      signature: `sha256 ${createHmac('sha256', signingKey).update(body).digest('hex')}`,
      'greenhouse-event-id': randomUUID(),
    },
  });
  expect(response.status).toBe(200);
};

test('lists who waits longest first, with counts, business days and a link into the ATS', async () => {
  await see('A', '2026-11-05T10:00:00+09:00');
  await see('B', '2026-10-05T10:00:00+09:00', '書類選考');
  await see('C', '2026-11-20T10:00:00+09:00');
  const page = await list();
  expect(page).toMatchObject({
    after_business_days: 10,
    count: 2,
    oldest_moved_at: '2026-10-05T01:00:00.000Z',
    stages: [
      { stage: '一次面接', count: 1 },
      { stage: '書類選考', count: 1, oldest_moved_at: '2026-10-05T01:00:00.000Z' },
    ],
    next: null,
  });
  expect(toIds(page)).toEqual(['B', 'A']);
  expect(page.items[1]).toMatchObject({
    connection_id: connectionId,
    candidate_remote_id: 'c-A',
    stage: '一次面接',
    business_days: 12,
    url: 'https://app.greenhouse.io/people/c-A?application_id=A',
  });
  expect(toIds(await list('business_days=1'))).toEqual(['B', 'A', 'C']);
  expect(toIds(await list('business_days=2'))).toEqual(['B', 'A']);
  const first = await list('business_days=0&limit=2');
  expect([...toIds(first), ...toIds(await list(`business_days=0&limit=2&cursor=${first.next}`))]).toEqual([
    'B',
    'A',
    'C',
  ]);
});

test('without a time from the source, an application moved when it was first seen at its stage', async () => {
  const at = (day: string) => new Date(`2026-${day}T10:00:00+09:00`);
  await see('A', null, '書類選考', at('10-01'));
  await see('A', null, '書類選考', at('10-08'));
  await see('B', null, '書類選考', at('10-01'));
  await see('B', null, '一次面接', at('11-20'));
  // Old news changes nothing.
  await see('B', null, '書類選考', at('10-02'));
  const page = await list('business_days=0');
  expect(page.items.map(({ application_remote_id: id, stage, moved_at: movedAt }) => [id, stage, movedAt])).toEqual([
    ['A', '書類選考', '2026-10-01T01:00:00.000Z'],
    ['B', '一次面接', '2026-11-20T01:00:00.000Z'],
  ]);
});

test('a rejection ends the wait whichever channel tells it, until it is taken back', async () => {
  await see('A-1', '2026-10-05T10:00:00+09:00', '面接', new Date('2026-10-06T10:00:00+09:00'));
  const report = aReport({ application: { remote_id: 'A-1' } });
  const source = { ats: 'greenhouse', connection_id: connectionId };
  expect((await gateway.post('/v1/rejections', { ...report, source })).status).toBe(202);
  expect(await list()).toMatchObject({ count: 0, items: [], oldest_moved_at: null });
  const unrejected = { type: 'application.unrejected', source, occurred_at: gateway.clock.now.toISOString() };
  const response = await gateway.post('/v1/events', { ...unrejected, application: { remote_id: 'A-1' } });
  expect(response.status).toBe(202);
  expect(toIds(await list())).toEqual(['A-1']);
});

test('hooks tell of stages and keep nothing else of the person; a hire or an erasure ends the wait', async () => {
  const candidate = { id: 77, first_name: '由紀', last_name: 'Naisho', email_addresses: [] };
  const application = { id: 501, prospect: false, current_stage: { id: 1, name: 'Phone Screen' }, candidate };
  await hook('candidate_stage_change', application);
  const stored = await gateway.rows<{ row: string }>('select to_jsonb(t)::text as row from open_application t');
  expect(stored).toHaveLength(1);
  const deliveries = await gateway.rows(
    'select request, person_hashes, state from hook_delivery where request is null',
  );
  expect(deliveries).toContainEqual({ request: null, person_hashes: [], state: 'ignored' });
  expect(JSON.stringify(stored)).not.toMatch(/Naisho|由紀/);
  expect(toIds(await list('business_days=0'))).toEqual(['501']);
  gateway.clock.now = new Date('2026-11-25T11:00:00+09:00');
  expect((await list('business_days=1')).items).toMatchObject([
    { application_remote_id: '501', candidate_remote_id: '77', stage: 'Phone Screen', business_days: 1 },
  ]);
  await hook('hire_candidate', application);
  expect(await list('business_days=0')).toMatchObject({ count: 0 });
  await hook('new_candidate_application', { ...application, id: 502 });
  await hook('candidate_stage_change', { ...application, id: 503, prospect: true });
  expect(await gateway.rows('select application_remote_id as id from open_application')).toEqual([{ id: '502' }]);
  const gone = JSON.stringify({ action: 'delete_candidate', payload: { person: { id: 77 } } });
  await gateway.app.request(`/v1/hooks/${connectionId}`, {
    method: 'POST',
    body: gone,
    headers: { signature: `sha256 ${createHmac('sha256', signingKey).update(gone).digest('hex')}` },
  });
  expect(await gateway.rows('select 1 from open_application')).toEqual([]);
});
