import type { CandidateCaseActivities, MailActivities } from '@goen/candidate-case';
import { heartbeat } from '@temporalio/activity';
import type { ActivityContext } from '../activity-context.ts';
import { decide } from './decide.ts';
import { refer, reverseReferral } from './relay.ts';
import { remindRecruiter } from './remind-recruiter.ts';
import { sendMail } from './send-mail.ts';
import { close, erase, suppress } from './ways-out.ts';

/** The activities of the queue `cases`. */
export const caseActivities = (context: ActivityContext) =>
  ({
    decide: (ref) => decide(context, ref),
    refer: (ref, step) => refer(context, ref, step),
    reverseReferral: (ref, step) => reverseReferral(context, ref, step),
    remindRecruiter: (ref, step) => remindRecruiter(context, ref, step),
    suppress: (ref) => suppress(context, ref),
    erase: (ref) => erase(context, ref),
    close: (ref, step) => close(context, ref, step),
  }) satisfies CandidateCaseActivities;

/** The activity of the queue `mail`. */
export const mailActivities = (context: ActivityContext) =>
  ({ sendMail: (ref, step) => whileBeating(() => sendMail(context, ref, step)) }) satisfies MailActivities;

const beatEveryMs = 5_000;

/** Tells the server while it works that this worker lives. */
async function whileBeating<T>(work: () => Promise<T>): Promise<T> {
  const beat = setInterval(() => heartbeat(), beatEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
