import type { CandidateCaseActivities, MailActivities } from '@goen/candidate-case';
import type { ActivityContext } from '../activity-context.ts';
import { backOff } from '../services/back-off.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { decide } from './decide.ts';
import { expireRegistration } from './expire-registration.ts';
import { refer, reverseReferral } from './referrals.ts';
import { remindRecruiter } from './remind-recruiter.ts';
import { sendMail } from './send-mail.ts';
import { close, erase, suppress } from './suppress-erase-close.ts';

/** The activities of the queue `cases`. */
export { remindOfWaitingMails } from './remind-recruiter.ts';

export const caseActivities = (context: ActivityContext) =>
  ({
    decide: (ref) => decide(context, ref),
    refer: (ref, step) => refer(context, ref, step),
    reverseReferral: (ref, step) => reverseReferral(context, ref, step),
    remindRecruiter: (ref, step) => remindRecruiter(context, ref, step),
    expireRegistration: (ref, step) => expireRegistration(context, ref, step),
    suppress: (ref) => suppress(context, ref),
    erase: (ref) => erase(context, ref),
    close: (ref, step) => close(context, ref, step),
  }) satisfies CandidateCaseActivities;

/** The activity of the queue `mail`. */
export const mailActivities = (context: ActivityContext) =>
  ({
    sendMail: (ref, step) => withHeartbeat(() => backOff(() => sendMail(context, ref, step))),
  }) satisfies MailActivities;
