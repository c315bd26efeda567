import { factKinds } from '@goen/contracts/workflow';
import { expect, test } from 'vitest';
import { notedFactKinds, writeNote } from './note-text.ts';

const findJob = (_sourceKey: string, remoteId: string) => (remoteId === 'A-1' ? '営業' : null);
const at = '2026-11-24T01:00:00.000Z';
const evidence = { method: 'page', textVersion: '1', textHash: 'x', locale: 'ja' } as const;
const reported = {
  rejectionId: 'b7c0a0de-34a4-4b0e-9d9b-0a8f5f0b9a51',
  sourceKey: 'ats:x',
  rejectedAt: at,
  acceptedAt: at,
  stage: 'final',
  silent: null,
};

test.each([
  ['rejection.reported', { ...reported, remoteId: 'A-1' }, '「営業」の不採用を受け付けました（最終面接）。'],
  ['rejection.reported', { ...reported, remoteId: 'A-2' }, '不採用を受け付けました（最終面接）。'],
  ['application.unrejected', { sourceKey: 'ats:x', remoteId: 'A-1', at }, '「営業」の不採用が取り消されました。'],
  ['candidate.hired', { at, offerOnly: true }, '内定となりました。'],
  ['candidate.hired', { at, offerOnly: false }, '入社が決まりました。'],
  ['consent.withdrawn', { consent: 'relay', evidence }, 'キャリアリレーへの同意を取り消しました。'],
  ['case.paused', { until: '2027-01-01' }, '2027-01-01まで連絡を休止します。'],
  ['case.closed', { reason: 'hired' }, '対応を終了しました（内定・入社となりました）。'],
  ['case.closed', { reason: 'anything' }, '対応を終了しました。'],
  ['case.closed', { reason: 'superseded' }, null],
  ['erasure.requested', {}, null],
  ['candidate.changed', { fields: ['email'] }, null],
] as const)('the note of %s %j is %s', (kind, data, text) => {
  expect(writeNote({ kind, data }, { findJob })).toBe(text);
});

test('every noted kind is a fact kind', () => {
  expect(notedFactKinds.filter((kind) => !factKinds.includes(kind))).toEqual([]);
});
