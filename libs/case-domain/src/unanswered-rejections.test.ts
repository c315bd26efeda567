import { expect, test } from 'vitest';
import { buildCase, type FactDraft, rejected, sent, skipped, unrejected } from './testing/fixtures.ts';
import { findUnansweredRejections } from './unanswered-rejections.ts';

const day = '2026-11-04';
const first = rejected('r1', `${day} 10:00`);
const second = rejected('r2', `${day} 10:10`);

test.each<[string, FactDraft[], string[], number]>([
  ['nothing was sent', [first, second], ['r1', 'r2'], 1],
  ['one was answered', [first, sent('rejection', ['r1'], day), second], ['r2'], 2],
  ['one was cancelled', [first, second, unrejected('r1', `${day} 10:30`)], ['r2'], 1],
  ['only the invitation was skipped', [first, skipped('rejection_relay', ['r1'], 'daily_limit', day)], ['r1'], 2],
  ['the result mail was skipped for good', [first, skipped('rejection', ['r1'], 'no_address', day)], [], 2],
])('%s: the unanswered rejections', (_name, drafts, rejectionIds, nextMailNumber) => {
  expect(findUnansweredRejections(buildCase(drafts))).toEqual({ rejectionIds, nextMailNumber });
});
