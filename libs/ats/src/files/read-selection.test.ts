import { expect, test } from 'vitest';
import { defaultEndedStatuses, readSelection } from './read-selection.ts';
import { toStatusKeys } from './rejection-statuses.ts';

const ended = toStatusKeys(defaultEndedStatuses);

test.each([
  ['一次面接', true],
  [' 書類選考中 ', true],
  // Unknown statuses count: the list shows them, and the company adds them to its own.
  ['不採用通知済み', true],
  ['辞退', false],
  ['選考辞退', false],
  ['入社辞退', false],
  ['ｷｬﾝｾﾙ', false],
  ['対象 外', false],
])('%s is in selection: %s', (status, isOpen) => {
  expect(readSelection(status, { application_id: '12', candidate_id: 'c' }, null, ended)).toEqual({
    isOpen,
    application: { applicationId: '12', candidateId: 'c', stage: status.trim(), movedAt: null },
  });
});

test('a company’s own list replaces the default one, except for withdrawals', () => {
  const own = toStatusKeys(['保留']);
  const isOpen = (status: string) => readSelection(status, { application_id: '1' }, null, own)?.isOpen;
  expect(['保留', '対象外', '選考辞退'].map(isOpen)).toEqual([false, true, false]);
});

test.each([
  ['', { application_id: '1' }],
  ['一次面接', { application_id: '' }],
  ['一次面接', { application_id: '1.23457E+11' }],
  ['一次面接', {}],
])('nothing is known of a row without a status or an id: %j %j', (status, fields) => {
  expect(readSelection(status, fields, null, ended)).toBeNull();
});
