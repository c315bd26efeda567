import type { Fact } from '@goen/contracts/workflow';
import { expect, test } from 'vitest';
import { cancels, readRejections } from './rejections.ts';
import { rejected, unrejected } from './testing/fixtures.ts';

const ms = (time: string) => Date.parse(`2026-11-24T${time}Z`);

test.each([
  ['later, received later', '10:00:05.244', '10:00:06', true, true],
  ['later, received earlier', '10:00:05.244', '10:00:06', false, true],
  ['earlier, received later', '10:00:05.244', '10:00:04.999', true, false],
  ['in the same second, received later', '10:00:05.244', '10:00:05', true, true],
  ['in the same second, received earlier', '10:00:05.244', '10:00:05', false, false],
  ['in the same second by a finer clock, received later', '10:00:05.244', '10:00:05.900', true, true],
  ['in the same second by a finer clock, received earlier', '10:00:05.244', '10:00:05.900', false, false],
  ['at the same instant, received later', '10:00:05', '10:00:05', true, true],
])('an un-rejection %s', (_name, rejectedAt, unrejectedAt, isReceivedLater, expected) => {
  expect(cancels(ms(unrejectedAt), ms(rejectedAt), isReceivedLater)).toBe(expected);
});

test.each([
  ['afterwards: by its earliest time', '10:00:05.100', false],
  ['afterwards, in the same second', '10:00:04.100', false],
  ['afterwards, though it is older', '10:00:03.900', true],
  ['before: by its latest time', '10:00:05.100', true, true],
  ['before, a minute older', '10:01:06.000', false, true],
])('an un-rejection of no exact time and a rejection received %s', (_name, time, isCancelled, isBefore = false) => {
  const back = unrejected('r1', '2026-11-24 19:01');
  const at = new Date(ms('10:01:04.900')).toISOString();
  const earliestAt = new Date(ms('10:00:04.900')).toISOString();
  const event = { ...back, data: { ...back.data, at, earliestAt } } as Fact;
  const reported = rejected('r1', '2026-11-24 19:01');
  const rejection = { ...reported, data: { ...reported.data, rejectedAt: new Date(ms(time)).toISOString() } } as Fact;
  const facts = isBefore ? [rejection, event] : [event, rejection];
  const { live, cancelled } = readRejections(facts.map((fact, index) => ({ ...fact, seq: index + 1 })));
  expect([live.length, cancelled.length]).toEqual(isCancelled ? [0, 1] : [1, 0]);
});
