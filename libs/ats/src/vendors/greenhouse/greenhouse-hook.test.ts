import { expect, test } from 'vitest';
import { readGreenhouseHook } from './greenhouse-hook.ts';

const id = '0d3b4f52-7f0e-4f0b-9d2b-111111111111';
const now = new Date('2026-11-24T02:00:00Z');
const applied = (parts: object = {}, candidate: object = {}) => ({
  application: {
    id: 71,
    prospect: false,
    last_activity_at: '2026-11-24T01:00:00Z',
    rejected_at: '2026-11-24T01:00:05.244Z',
    jobs: [{ id: 5, name: '経理' }],
    candidate: {
      id: 61,
      first_name: '一',
      last_name: '鈴木',
      email_addresses: [{ value: 'a@example.jp' }],
      ...candidate,
    },
    ...parts,
  },
});
const read = (action: string, payload: unknown, at = now) =>
  readGreenhouseHook(id, Buffer.from(JSON.stringify({ action, payload })), at);
const source = { connection_id: id };
const candidate = { remote_id: '61', emails: ['a@example.jp'] };

test.each([
  ['hire_candidate', { type: 'candidate.hired', candidate, application: { remote_id: '71' } }],
  ['unhire_candidate', { type: 'candidate.offer_ended', candidate, application: { remote_id: '71' } }],
])('%s is an event about the offer', (action, event) => {
  expect(read(action, applied())).toMatchObject([{ kind: 'event', event: { ...event, source } }]);
});

test('a hire is dated by its receipt when it has no activity', () => {
  const [item] = read('hire_candidate', applied({ last_activity_at: undefined }));
  expect(item).toMatchObject({ event: { occurred_at: now.toISOString() } });
});

test('the other applications of somebody who was hired report the hire first', () => {
  const reason = { id: 7, name: 'Hired for another job', type: { id: 3, name: 'None specified' } };
  const items = read('reject_candidate', applied({ rejection_reason: reason }));
  expect(items).toMatchObject([{ event: { type: 'candidate.hired', candidate } }, { kind: 'rejection' }]);
});

test('a candidate who rejects the company declines its offer, too', () => {
  const reason = { id: 1, name: 'Took another job', type: { id: 2, name: 'They rejected us' } };
  const items = read('reject_candidate', applied({ rejection_reason: reason }));
  expect(items).toMatchObject([
    { report: { application: { rejection_reason: { type: 'by_candidate' } } } },
    { event: { type: 'candidate.offer_ended', application: { remote_id: '71' } } },
  ]);
});

test.each([
  ['received at once: then', '2026-11-24T01:00:05.900Z', '2026-11-24T01:00:05.900Z'],
  ['received hours later: a minute after the activity at most', '2026-11-24T09:00:00Z', '2026-11-24T01:01:00.000Z'],
  ['received by a clock that is behind: by the activity', '2026-11-24T00:59:00Z', '2026-11-24T01:00:00.000Z'],
])('an un-rejection %s', (_name, receivedAt, occurredAt) => {
  const [item] = read('unreject_candidate', applied({ rejected_at: null }), new Date(receivedAt));
  expect(item).toMatchObject({ event: { type: 'application.unrejected', occurred_at: occurredAt } });
});

test.each([
  ['reject_candidate', applied({ prospect: true, applied_at: null })],
  ['unreject_candidate', applied({ prospect: true })],
  ['new_prospect_application', {}],
])('nothing is kept of %s of a prospect', (action, payload) => {
  const reason = `${action} of a prospect`;
  expect(read(action, payload)).toEqual([{ kind: 'ignored', reason, discard: true }]);
});

test.each([
  ['delete_candidate', { person: { id: 61, deleted_application_ids: [71] } }, { kind: 'gone', candidateId: '61' }],
  ['candidate_anonymized', { candidate_id: 61, anonymized_fields: ['full_name'] }, { kind: 'gone', candidateId: '61' }],
  ['candidate_anonymized', { person: { id: '61' } }, { kind: 'gone', candidateId: '61' }],
  [
    'merge_candidate',
    { person: { id: 61, new_candidate_id: 62 } },
    { kind: 'merged', candidateId: '61', intoId: '62' },
  ],
])('%s names the candidate', (action, payload, item) => {
  expect(read(action, payload)).toEqual([item]);
});

test.each([
  ['delete_candidate', {}],
  ['candidate_anonymized', { candidate_id: null }],
  ['merge_candidate', { person: { id: 61 } }],
  ['hire_candidate', { application: { id: 71 } }],
])('%s without its candidate is refused', (action, payload) => {
  expect(read(action, payload)).toMatchObject([{ kind: 'refused', errors: [{ code: 'unreadable_body' }] }]);
});

test.each([
  { first_name: 'Anonymized', last_name: '61' },
  { first_name: '(Anonymized)', last_name: '' },
  { first_name: null, last_name: 'ANONYMISED' },
])('an anonymised candidate is reported without name, address and mails: %j', (name) => {
  const [item] = read('reject_candidate', applied({}, name));
  expect(item).toMatchObject({
    kind: 'rejection',
    report: { candidate: { remote_id: '61', emails: [], can_email: false }, remote_data: {} },
  });
  expect(JSON.stringify(item)).not.toMatch(/anonymi|example\.jp/i);
});
