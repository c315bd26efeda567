import { expect, test } from 'vitest';
import { buildCase, type FactDraft, rejected, sent, skipped, unrejected } from './testing/fixtures.ts';
import { findUnansweredRejections } from './unanswered-rejections.ts';

const day = '2026-11-04';
const first = rejected('r1', `${day} 10:00`);
const second = rejected('r2', `${day} 10:10`);

test.each<[string, FactDraft[], string[], number]>([
  ['nothing was sent', [first, second], ['r1', 'r2'], 1],
  ['one was told', [first, sent('rejection', ['r1'], day), second], ['r2'], 2],
  ['one was taken back', [first, second, unrejected('r1', `${day} 10:30`)], ['r2'], 1],
  ['only the invitation was refused', [first, skipped('rejection_relay', ['r1'], 'daily_limit', day)], ['r1'], 2],
  ['it could not be told at all', [first, skipped('rejection', ['r1'], 'no_address', day)], [], 2],
])('%s: what is left to tell', (_what, drafts, rejectionIds, nextMail) => {
  expect(findUnansweredRejections(buildCase(drafts))).toEqual({ rejectionIds, nextMail });
});
