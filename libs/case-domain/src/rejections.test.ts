import { expect, test } from 'vitest';
import { cancels } from './rejections.ts';

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
