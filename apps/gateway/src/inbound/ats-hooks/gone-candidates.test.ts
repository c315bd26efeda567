import { randomUUID } from 'node:crypto';
import type { ConnectionView, HookDeliveryView } from '@goen/contracts/public';
import { greenhouseHook } from '@goen/vendor-sandbox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GatewayFixture, someday, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
let connection: ConnectionView;
const secret = 'a-signing-key-of-the-tests';
beforeAll(async () => {
  gateway = await startGatewayFixture();
  const body = { kind: 'greenhouse', name: 'GH', secrets: { signing_key: secret } };
  connection = (await (await gateway.post('/v1/connections', body)).json()) as ConnectionView;
});
afterAll(() => gateway.close());

let lastId = 1_000;
const nextId = () => (lastId += 1);
const at = (seconds: number) => new Date(someday.getTime() - 3_600_000 + seconds * 1_000).toISOString();
const apply = (candidateId: number, parts: object = {}, person: object = {}) => ({
  application: {
    id: nextId(),
    prospect: false,
    last_activity_at: at(0),
    rejected_at: at(5.244),
    jobs: [{ id: 5, name: '経理' }],
    candidate: {
      id: candidateId,
      first_name: '一',
      last_name: '鈴木',
      email_addresses: [{ value: `c${candidateId}@example.jp` }],
      ...person,
    },
    ...parts,
  },
});
/** Sends a hook; returns its row in the journal. */
async function send(action: string, payload: Record<string, unknown>): Promise<HookDeliveryView | undefined> {
  const eventId = randomUUID();
  const hook = greenhouseHook({ url: connection.hook_url ?? '', secret }, { action, payload }, eventId);
  const answer = await gateway.app.request(hook.url, { method: 'POST', headers: { ...hook.headers }, body: hook.body });
  expect(answer.status).toBe(200);
  const page = await gateway.request(`/v1/connections/${connection.id}/deliveries?limit=200`);
  const [row] = await gateway.rows<{ id: string }>('select id from hook_delivery where delivery_key = ?', [eventId]);
  return ((await page.json()) as { items: HookDeliveryView[] }).items.find(({ id }) => id === row?.id);
}
const findCaseIds = (delivery: HookDeliveryView | undefined) =>
  (delivery?.results ?? []).flatMap((item) =>
    item.kind === 'event' ? item.case_ids : item.kind === 'rejection' ? [item.case_id] : [],
  );
const readCandidates = (ids: readonly number[]) =>
  gateway.rows<{ remote_id: string; email: string | null; erased: boolean; merged: boolean; silent: string | null }>(
    `select c.remote_id, c.email, c.erased_at is not null as erased, c.merged_into is not null as merged,
       (select silent from rejection where candidate_id = c.id limit 1) as silent
     from candidate c where c.remote_id in (${ids.map(() => '?').join(', ')}) order by 1`,
    ids.map(String),
  );
const listKinds = async (caseId: string | undefined) =>
  (await gateway.rows<{ kind: string }>('select kind from fact where case_id = ? order by seq', [caseId])).map(
    ({ kind }) => kind,
  );

it.each(['delete_candidate', 'candidate_anonymized'])('%s erases the candidate, and the journal', async (action) => {
  const candidate = nextId();
  const rejection = await send('reject_candidate', apply(candidate));
  const [caseId] = findCaseIds(rejection);
  const gone = { candidate_id: candidate, person: { id: candidate, first_name: '一', last_name: '鈴木' } };
  const delivery = await send(action, gone);
  expect(delivery).toMatchObject({
    state: 'taken',
    results: [{ kind: 'event', case_ids: [caseId] }],
    replayable: false,
  });
  expect(await readCandidates([candidate])).toMatchObject([{ email: null, erased: true }]);
  expect(await listKinds(caseId)).toEqual(['rejection.reported', 'erasure.requested']);
  expect(await send(action, gone)).toMatchObject({ results: [{ kind: 'event', case_ids: [] }] });
  const kept = await gateway.rows('select 1 from hook_delivery where request is not null and ? = any(case_ids)', [
    caseId,
  ]);
  expect(kept).toEqual([]);
  const again = await send('reject_candidate', apply(candidate));
  expect(await readCandidates([candidate])).toMatchObject([{ email: null, erased: true }]);
  expect(again).toMatchObject({ results: [{ kind: 'rejection', known: false }] });
});

it.each(['delete_candidate', 'candidate_anonymized'])(
  '%s before any rejection: the id alone is kept, and a later rejection is not mailed',
  async (action) => {
    const candidate = nextId();
    const gone = { candidate_id: candidate, person: { id: candidate, first_name: '一' } };
    await send('hire_candidate', apply(candidate));
    expect(await send(action, gone)).toMatchObject({ results: [{ kind: 'event', case_ids: [] }], replayable: false });
    expect(await send(action, gone)).toMatchObject({ results: [{ kind: 'event', case_ids: [] }] });
    const [row] = await gateway.rows('select * from candidate where remote_id = ?', [String(candidate)]);
    expect(Object.values(row ?? {})).not.toContain('一');
    expect(await gateway.rows('select 1 from offer where candidate_remote_id = ?', [String(candidate)])).toEqual([]);
    const [caseId] = findCaseIds(await send('reject_candidate', apply(candidate)));
    expect(await readCandidates([candidate])).toEqual([
      { remote_id: String(candidate), email: null, erased: true, merged: false, silent: 'no_address' },
    ]);
    const view = (await (await gateway.request(`/v1/cases/${caseId}`)).json()) as object;
    expect(view).toMatchObject({ next_step: 'close' });
    expect(JSON.stringify(view)).not.toContain('鈴木');
  },
);

it('a report about an anonymised candidate is a case without mails', async () => {
  const candidate = nextId();
  await send('reject_candidate', apply(candidate, {}, { first_name: 'Anonymized', last_name: String(candidate) }));
  expect(await readCandidates([candidate])).toMatchObject([{ email: null, silent: 'may_not_email' }]);
});

it('merged candidates are one; a report under the other id reaches the same person', async () => {
  const [first, second, third] = [nextId(), nextId(), nextId()];
  const before = [
    ...findCaseIds(await send('reject_candidate', apply(first))),
    ...findCaseIds(await send('reject_candidate', apply(second))),
  ];
  const merged = await send('merge_candidate', { person: { id: first, new_candidate_id: second } });
  const [caseId] = findCaseIds(merged);
  // Both are of the same age: either may stay.
  expect(before).toContain(caseId);
  expect((await readCandidates([first, second])).filter((row) => row.merged)).toHaveLength(1);
  await send('merge_candidate', { person: { id: second, new_candidate_id: third } });
  expect(findCaseIds(await send('reject_candidate', apply(third)))).toEqual([caseId]);
});

it('an offer under the id that was merged counts for the id that stays', async () => {
  const [first, second] = [nextId(), nextId()];
  await send('hire_candidate', apply(first));
  await send('merge_candidate', { person: { id: first, new_candidate_id: second } });
  await send('reject_candidate', apply(second));
  expect(await readCandidates([second])).toMatchObject([{ silent: 'holds_offer' }]);
});

it.each(['the merged id', 'the id that stays'])(
  'a merge before any report counts for a report under %s',
  async (id) => {
    const [merged, stays] = [nextId(), nextId()];
    const [first, second] = id === 'the merged id' ? [merged, stays] : [stays, merged];
    const delivery = await send('merge_candidate', { person: { id: merged, new_candidate_id: stays } });
    expect(delivery).toMatchObject({ state: 'taken', results: [{ kind: 'event', case_ids: [] }] });
    const [caseId] = findCaseIds(await send('reject_candidate', apply(first)));
    expect(findCaseIds(await send('reject_candidate', apply(second)))).toEqual([caseId]);
    expect(await readCandidates([first, second])).toMatchObject([{ remote_id: String(first), merged: false }]);
    expect(await gateway.rows('select 1 from merged_id')).toEqual([]);
  },
);

it('ids that were merged one after the other before any report are one person', async () => {
  const ids = [nextId(), nextId(), nextId(), nextId()] as const;
  await send('merge_candidate', { person: { id: ids[2], new_candidate_id: ids[3] } });
  await send('merge_candidate', { person: { id: ids[0], new_candidate_id: ids[1] } });
  await send('merge_candidate', { person: { id: ids[1], new_candidate_id: ids[2] } });
  const [caseId] = findCaseIds(await send('reject_candidate', apply(ids[3])));
  for (const id of ids) expect(findCaseIds(await send('reject_candidate', apply(id)))).toEqual([caseId]);
});

type Step = 'hire merged' | 'hire stays' | 'merge';
/** The rejection comes last. */
const orders: readonly [Step[], 'merged' | 'stays'][] = [
  [['hire merged', 'merge'], 'stays'],
  [['hire stays', 'merge'], 'merged'],
  [['merge', 'hire merged'], 'stays'],
  [['merge', 'hire stays'], 'merged'],
  [['merge', 'hire stays'], 'stays'],
];
it.each(orders)('%j, then a rejection of the same application under the id that is %s: no mail', async (steps, id) => {
  const ids = { merged: nextId(), stays: nextId() };
  const application = nextId();
  for (const step of steps) {
    if (step === 'merge') await send('merge_candidate', { person: { id: ids.merged, new_candidate_id: ids.stays } });
    else await send('hire_candidate', apply(step === 'hire merged' ? ids.merged : ids.stays, { id: application }));
  }
  const [caseId] = findCaseIds(await send('reject_candidate', apply(ids[id], { id: application })));
  expect(await readCandidates([ids[id]])).toMatchObject([{ silent: 'holds_offer' }]);
  expect((await listKinds(caseId)).filter((kind) => kind === 'candidate.hired')).toHaveLength(1);
});

it('whoever was deleted at the source stays so under the id that was merged before', async () => {
  const [merged, stays] = [nextId(), nextId()];
  await send('merge_candidate', { person: { id: merged, new_candidate_id: stays } });
  await send('hire_candidate', apply(merged));
  await send('delete_candidate', { candidate_id: stays, person: { id: stays } });
  expect(await gateway.rows('select 1 from offer where candidate_remote_id = ?', [String(merged)])).toEqual([]);
  await send('reject_candidate', apply(merged));
  expect(await readCandidates([merged, stays])).toMatchObject([
    { remote_id: String(stays), email: null, erased: true },
  ]);
  expect(await gateway.rows('select 1 from merged_id')).toEqual([]);
});

it('a hire before any rejection prevents the mail; declining it allows later ones', async () => {
  const candidate = nextId();
  await send('hire_candidate', apply(candidate, { id: 9_001 }));
  await send('reject_candidate', apply(candidate));
  expect(await readCandidates([candidate])).toMatchObject([{ silent: 'holds_offer' }]);
  await send('unhire_candidate', apply(candidate, { id: 9_001, last_activity_at: at(60) }));
  const later = findCaseIds(await send('reject_candidate', apply(candidate, { rejected_at: at(90) })));
  const [row] = await gateway.rows('select silent from rejection where case_id = ? order by rejected_at desc', [
    later[0],
  ]);
  expect(row).toEqual({ silent: null });
});

it.each(['active', 'paused'])('nothing is kept of a prospect while the connection is %s', async (state) => {
  await gateway.rows('update connection set state = ? where id = ?', [state, connection.id]);
  const candidate = nextId();
  const delivery = await send('reject_candidate', apply(candidate, { prospect: true, applied_at: null }));
  await gateway.rows("update connection set state = 'active' where id = ?", [connection.id]);
  const reason = 'reject_candidate of a prospect';
  expect(delivery).toMatchObject({ state: 'ignored', results: [{ kind: 'ignored', reason }], replayable: false });
  const kept = await gateway.rows('select 1 from hook_delivery where id = ? and person_hashes <> ?', [
    delivery?.id,
    '{}',
  ]);
  expect([kept, await readCandidates([candidate])]).toEqual([[], []]);
});

it('taken back within the same second: no mail', async () => {
  const candidate = nextId();
  const application = nextId();
  const [caseId] = findCaseIds(await send('reject_candidate', apply(candidate, { id: application })));
  await send('unreject_candidate', apply(candidate, { id: application, rejected_at: null }));
  const view = (await (await gateway.request(`/v1/cases/${caseId}`)).json()) as {
    next_step: string;
    rejections: { cancelled: boolean }[];
  };
  expect([view.next_step, view.rejections.map(({ cancelled }) => cancelled)]).toEqual(['close', [true]]);
});
