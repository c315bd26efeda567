import { expect, test } from 'vitest';
import { toStageKind } from '../../stage-kind.ts';
import { herpCandidacy, herpSteps, toHerpRejection, toHerpUnrejection } from './herp-candidacy.ts';

const connectionId = '0198e2a4-0000-7000-8000-000000000001';
const candidacy = {
  id: '1c9e7e0e-6d0a-4f3e-9a3e-000000000001',
  name: '山田　花子',
  email: 'hanako@example.jp',
  telephoneNumber: '090-0000-0000',
  status: 'terminated',
  requisitionId: 'r-1',
  appliedAt: '2026-10-01T10:00:00+09:00',
  step: 'firstInterview',
  stepUpdatedAt: '2026-11-02T11:00:00+09:00',
  updatedAt: '2026-11-02T11:00:00+09:00',
  channel: { type: 'careerPage', kind: 'careerPage', description: null },
  note: '面接官の所感',
  operators: ['U-1'],
  tags: ['TypeScript', '  ', 'x'.repeat(101), 'データ〜分析'],
  terminationReason: 'rejected',
  terminatedAt: '2026-11-02T11:00:00+09:00',
  somethingNew: { a: 1 },
};
const toItem = (changes: object = {}) =>
  toHerpRejection(herpCandidacy.parse({ ...candidacy, ...changes }), { connectionId, jobName: '営業' });
const toReport = (changes: object = {}) => {
  const item = toItem(changes);
  if (item.kind !== 'rejection') throw new Error(JSON.stringify(item));
  return item.report;
};

test.each([
  ['2026-10-01', '2026-10-01T00:00:00+09:00'],
  ['2026-10-01T23:30:00', '2026-10-01T23:30:00+09:00'],
  ['2026/10/01 08:00', '2026-10-01T08:00:00+09:00'],
  ['2026-10-01T10:00:00Z', '2026-10-01T10:00:00Z'],
])('the time %s is %s', (time, expected) => {
  expect(toReport({ appliedAt: time, terminatedAt: time }).application).toMatchObject({
    applied_at: expected,
    rejected_at: expected,
  });
});

test('maps a candidacy to a report', () => {
  expect(toReport()).toEqual({
    source: { ats: 'herp', connection_id: connectionId },
    application: {
      remote_id: candidacy.id,
      applied_at: '2026-10-01T10:00:00+09:00',
      rejected_at: '2026-11-02T11:00:00+09:00',
      rejection_reason: { type: 'by_company' },
      source: 'careerPage: careerPage',
      current_stage: { remote_id: 'firstInterview', name: '一次面接', kind: 'interview', order: 3 },
    },
    candidate: {
      remote_id: candidacy.id,
      family_name: '山田',
      given_name: '花子',
      full_name: '山田　花子',
      emails: [{ value: 'hanako@example.jp' }],
      phones: [{ value: '090-0000-0000' }],
      can_email: null,
      tags: [
        { kind: 'skill', value: 'TypeScript' },
        { kind: 'skill', value: 'データ～分析' },
      ],
    },
    job: { remote_id: 'r-1', name: '営業' },
    custom_fields: {},
    remote_data: {
      id: candidacy.id,
      status: 'terminated',
      requisitionId: 'r-1',
      appliedAt: candidacy.appliedAt,
      step: 'firstInterview',
      stepUpdatedAt: candidacy.stepUpdatedAt,
      updatedAt: candidacy.updatedAt,
      channel: candidacy.channel,
      terminationReason: 'rejected',
      terminatedAt: candidacy.terminatedAt,
      somethingNew: { a: 1 },
    },
    dropped_fields: [{ pointer: '/candidate/tags/2/value', code: 'too_long', detail: expect.any(String) }],
  });
});

test.each(herpSteps)('the kind of step %s matches its name %s', (_, name, kind) => {
  expect(toStageKind(name)).toBe(kind);
});

test.each([
  ['entry', 'documents', null],
  ['casualInterview', 'other', null],
  ['resumeScreening', 'documents', null],
  ['firstInterview', 'interview', null],
  ['secondInterview', 'interview', null],
  ['thirdInterview', 'interview', null],
  ['finalInterview', 'final', null],
  ['offered', 'final', false],
  ['offerAccepted', 'final', false],
  ['aStepOfTomorrow', 'other', null],
])('rejected at %s: kind %s, can_email %s', (step, kind, canEmail) => {
  const { application, candidate } = toReport({ step });
  expect([application.current_stage?.kind, application.current_stage?.remote_id]).toEqual([kind, step]);
  expect(candidate.can_email).toBe(canEmail);
});

test.each([
  ['山田 花子', '山田', '花子'],
  ['山田花子', undefined, undefined],
  ['Hanako Yamada', undefined, undefined],
  ['山田 花 子', undefined, undefined],
])('splits the name %s only where it is safe', (name, family, given) => {
  const { candidate } = toReport({ name });
  expect([candidate.family_name, candidate.given_name, candidate.full_name]).toEqual([family, given, name]);
});

test('accepts missing fields', () => {
  const { candidate, application } = toReport({ name: null, email: null, telephoneNumber: '', tags: null, step: null });
  expect(candidate).toMatchObject({ full_name: null, emails: [], phones: [], tags: [] });
  expect(application.current_stage).toBeNull();
});

test.each([
  [{ terminatedAt: null }, '/application/rejected_at'],
  [{ terminatedAt: '2026-13-02' }, '/application/rejected_at'],
  [{ id: 'x'.repeat(300) }, '/application/remote_id'],
])('refuses %o and names the field', (changes, pointer) => {
  const item = toItem(changes);
  expect(item.kind === 'refused' && item.errors.map((error) => error.pointer)).toContain(pointer);
});

test('an address that cannot be mailed refuses nothing', () => {
  expect(toReport({ email: 'hanako' }).candidate.emails).toEqual([{ value: 'hanako' }]);
});

const rejectedAt = new Date('2026-11-02T02:00:00Z');
const now = new Date('2026-11-05T00:00:00Z');
test.each([
  ['2026-11-03T12:00:00+09:00', '2026-11-02T11:00:00+09:00', '2026-11-03T03:00:00.000Z'],
  ['2026-11-02T11:00:00+09:00', '2026-11-04T12:00:00+09:00', '2026-11-04T03:00:00.000Z'],
  // No change since by HERP's clock: dated now.
  ['2026-11-02T11:00:00+09:00', null, '2026-11-05T00:00:00.000Z'],
  ['2099-01-01T00:00:00+09:00', 'unreadable', '2026-11-05T00:00:00.000Z'],
])('an un-rejection with step change %s and change %s is dated %s', (stepUpdatedAt, updatedAt, occurredAt) => {
  const active = herpCandidacy.parse({ ...candidacy, status: 'active', stepUpdatedAt, updatedAt });
  expect(toHerpUnrejection(active, connectionId, rejectedAt, now)).toEqual({
    kind: 'event',
    event: {
      type: 'application.unrejected',
      source: { ats: 'herp', connection_id: connectionId },
      occurred_at: occurredAt,
      application: { remote_id: candidacy.id },
    },
  });
});
