import { companySettings } from '@goen/contracts/internal';
import { expect, test } from 'vitest';
import { toOtherTimes } from './queued-mail.ts';

const at = (time: string) => new Date(`${time}+09:00`);
const settings = companySettings.parse({
  sender: { name: '株式会社例', fromAddress: 'a@example.jp', postalAddress: '東京都', contact: 'a@example.jp' },
});
const createdAt = at('2026-11-20T11:00');
const reminder = at('2026-11-25T10:00');
const tuesday = '2026-11-24';

test.each([
  ['a mail that is planned', 're_invitation', 'awaiting', '14:00', [reminder, reminder]],
  ['one that was approved', 'approval', 'approved', '14:00', [reminder, reminder]],
  ['one that is held', 'approval', 'held', '14:00', [reminder, reminder]],
  ['one that only waits for its approval', 'approval', 'awaiting', '14:00', ['10:00', '14:00']],
  ['the same before the window opens', 'approval', 'awaiting', '06:00', ['10:00', '10:00']],
] as const)('%s', (_what, nextStep, approval, now, [queuedAt, sendsAt]) => {
  const toDate = (time: Date | string) => (typeof time === 'string' ? at(`${tuesday}T${time}`) : time);
  expect(
    toOtherTimes({ nextStep, nextStepAt: reminder, createdAt }, approval, { settings, now: at(`${tuesday}T${now}`) }),
  ).toEqual({ queuedAt: toDate(queuedAt), sendsAt: toDate(sendsAt) });
});

test('a mail without a plan is as old as its row', () => {
  const times = toOtherTimes({ createdAt }, 'not_needed', { settings, now: at(`${tuesday}T12:00`) });
  expect(times).toEqual({ queuedAt: createdAt, sendsAt: createdAt });
});
