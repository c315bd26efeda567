import { describe, expect, test } from 'vitest';
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
const named = { ...candidate, family_name: '鈴木', given_name: '一' };

test.each([
  ['hire_candidate', { type: 'candidate.hired', candidate: named, application: { remote_id: '71' } }],
  ['unhire_candidate', { type: 'candidate.offer_ended', candidate: named, application: { remote_id: '71' } }],
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
  expect(item).toMatchObject({
    event: { type: 'application.unrejected', occurred_at: occurredAt, earliest_at: '2026-11-24T01:00:00Z' },
  });
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

const oddDetails: readonly (readonly [string, object, object])[] = [
  ['tags that are objects', {}, { tags: [{ name: 'Java' }] }],
  ['a tag that is a number', {}, { tags: [5] }],
  ['tags that are a text', {}, { tags: 'Java' }],
  ['phone numbers that are an object', {}, { phone_numbers: { value: '03-0000-0001' } }],
  ['a phone number of another type', {}, { phone_numbers: [{ value: { mobile: '03' } }] }],
  ['addresses that are texts', {}, { addresses: ['東京都港区'] }],
  ['addresses that are numbers', {}, { addresses: 5 }],
  ['mail addresses that are null or numbers', {}, { email_addresses: [null, 5, { value: 'a@example.jp' }] }],
  ['mail addresses that are texts', {}, { email_addresses: ['a@example.jp'] }],
  ['names that are objects', {}, { first_name: { text: '一' }, last_name: 5 }],
  ['a wish that is a text', {}, { can_email: 'true', is_private: 'False' }],
  ['a wish that cannot be read', {}, { can_email: { a: 1 }, is_private: 'maybe' }],
  ['a stage that is a text', { current_stage: 'Offer' }, {}],
  ['a stage that is a list', { current_stage: ['Offer'] }, {}],
  ['a reason that is a text', { rejection_reason: 'Lacking skills' }, {}],
  ['a reason that is a number', { rejection_reason: 7 }, {}],
  ['a job that is no list', { jobs: { id: 5, name: '経理' } }, {}],
  ['a job that is a text', { jobs: ['経理'] }, {}],
  ['departments that are a text', { jobs: [{ id: 5, name: '経理', departments: '管理部' }] }, {}],
  ['a source that is a number', { source: 5 }, {}],
  ['a date of application that cannot be read', { applied_at: 5 }, {}],
];

describe.each(oddDetails)('%s', (_name, parts, person) => {
  test.each(['hire_candidate', 'unhire_candidate'])('does not refuse %s', (action) => {
    expect(read(action, applied(parts, person))).toMatchObject([
      { kind: 'event', event: { candidate, application: { remote_id: '71' } } },
    ]);
  });

  test('does not refuse unreject_candidate or reject_candidate', () => {
    expect(read('unreject_candidate', applied(parts, person))).toMatchObject([{ kind: 'event' }]);
    const items = read('reject_candidate', applied(parts, person));
    expect(items).toMatchObject([
      {
        kind: 'rejection',
        report: { candidate: { emails: expect.arrayContaining([{ value: 'a@example.jp', type: 'other' }]) } },
      },
    ]);
  });
});

test.each<[object, object, object]>([
  [{}, { tags: [{ name: 'Java' }, 'Go'] }, { candidate: { tags: [{ value: 'Java' }, { value: 'Go' }] } }],
  [{}, { tags: [5] }, { candidate: { tags: [] }, dropped_fields: [{ pointer: '/candidate/tags/0/value' }] }],
  [{}, { phone_numbers: { value: '03' } }, { candidate: { phones: [{ value: '03' }] } }],
  [{}, { phone_numbers: { mobile: '03' } }, { dropped_fields: [{ pointer: '/candidate/phones/0/value' }] }],
  [{}, { addresses: ['東京都港区'] }, { candidate: { prefecture: '東京都' } }],
  [{}, { last_name: 5 }, { candidate: { given_name: '一' }, dropped_fields: [{ pointer: '/candidate/family_name' }] }],
  [{ current_stage: 'Offer' }, {}, { application: { current_stage: { name: 'Offer', kind: 'final' } } }],
  [{ rejection_reason: 'They rejected us' }, {}, { application: { rejection_reason: { type: 'by_candidate' } } }],
  [{ rejection_reason: 'They\u00A0 Rejected Us' }, {}, { application: { rejection_reason: { type: 'by_candidate' } } }],
  [{ rejection_reason: 'Too junior' }, {}, { application: { rejection_reason: { name: 'Too junior' } } }],
  [{ applied_at: '2026-11-01' }, {}, { application: { applied_at: '2026-11-01T00:00:00+09:00' } }],
  [{ jobs: ['経理'] }, {}, { job: { name: '経理' } }],
])('of the odd details %j %j is kept what can be read', (parts, person, report) => {
  expect(read('reject_candidate', applied(parts, person))[0]).toMatchObject({ kind: 'rejection', report });
});

test.each<[unknown, unknown, object]>([
  [true, false, { can_email: true, private: false }],
  ['true', 'FALSE ', { can_email: true, private: false }],
  [1, 0, { can_email: true, private: false }],
  ['false', 'true', { can_email: false, private: true }],
  ['no', null, { can_email: false }],
  ['', null, { can_email: false }],
  [{}, null, { can_email: false }],
  [2, null, { can_email: false }],
  [true, 'maybe', { can_email: false }],
  [null, [], { can_email: false }],
  [null, undefined, { can_email: null, private: null }],
])('can_email %j and is_private %j are the wishes %j', (canEmail, isPrivate, wishes) => {
  const items = read('reject_candidate', applied({}, { can_email: canEmail, is_private: isPrivate }));
  expect(items).toMatchObject([{ kind: 'rejection', report: { candidate: wishes } }]);
});

test.each([5, 'yesterday', { at: 1 }])('an event whose activity is %j happened when it was received', (activity) => {
  const [item] = read('hire_candidate', applied({ last_activity_at: activity }));
  expect(item).toMatchObject({ event: { type: 'candidate.hired', occurred_at: now.toISOString() } });
});

test('an offer is not lost for addresses that cannot be kept', () => {
  const values = ['x'.repeat(1_001), 'b\0@example.jp', ...Array.from({ length: 30 }, (_, n) => `${n}@example.jp`)];
  const [item] = read('hire_candidate', applied({}, { email_addresses: values }));
  expect(item).toMatchObject({
    event: { candidate: { emails: { length: 20, 0: 'b@example.jp', 1: '0@example.jp' } } },
  });
});

test('an un-rejection needs no candidate', () => {
  const items = read('Unreject_Candidate', { application: { id: 71 } });
  expect(items).toMatchObject([{ kind: 'event', event: { application: { remote_id: '71' } } }]);
});

test.each(['true', 1, 'TRUE'])('a prospect is known by %j', (prospect) => {
  expect(read('reject_candidate', applied({ prospect }))).toMatchObject([{ kind: 'ignored', discard: true }]);
});
