import type {
  IntroductionActivities,
  IntroductionMailActivities,
  IntroductionRef,
  RelayRoundActivities,
} from '@goen/introduction';
import type { ActivityContext } from '../activity-context.ts';
import { caseClock } from '../case-clock.ts';
import { withHeartbeat, withProgress } from '../with-heartbeat.ts';
import { askCandidate } from './ask-candidate.ts';
import { closeIntroduction } from './close-introduction.ts';
import { captureCredit, holdCredit, releaseCredit } from './credit.ts';
import { decideIntroduction } from './decide-introduction.ts';
import { lapseConsents } from './lapse-consents.ts';
import { matchPositions, type RoundProgress } from './match-positions.ts';
import { notifyCompany } from './notify-company.ts';
import { provide } from './provide.ts';
import { settleHolds } from './settle-holds.ts';
import { wakeOverdue } from './wake-overdue.ts';

/** The activities of introductions and relay rounds, on the `cases` queue. */
export const introductionActivities = (context: ActivityContext) =>
  ({
    decideIntroduction: (ref) => decideIntroduction(context, ref),
    holdCredit: (ref) => holdCredit(context, atAttempt(ref)),
    provide: (ref) => provide(context, atAttempt(ref)),
    captureCredit: (ref) => captureCredit(context, atAttempt(ref)),
    releaseCredit: (ref) => releaseCredit(context, atAttempt(ref)),
    closeIntroduction: (ref) => closeIntroduction(context, atAttempt(ref)),
    lapseConsents: () => withHeartbeat(() => lapseConsents(context)),
    wakeOverdue: () => withHeartbeat(() => wakeOverdue(context)),
    settleHolds: () => withHeartbeat(() => settleHolds(context)),
    matchPositions: () =>
      withProgress<RoundProgress, number>((resumeFrom, onProgress) =>
        matchPositions(context, new Date(), { resumeFrom, onProgress }),
      ),
  }) satisfies IntroductionActivities & RelayRoundActivities;

/** The workflow asked hours ago when attempts have failed since: rules and records go by the time of this attempt. */
const atAttempt = (ref: IntroductionRef): IntroductionRef => ({
  ...ref,
  asOfMs: Math.max(ref.asOfMs, caseClock(Date.now())),
});

/** Those on the `mail` queue. */
export const introductionMailActivities = (context: ActivityContext) =>
  ({
    askCandidate: (ref) => withHeartbeat(() => askCandidate(context, ref)),
    tellCompany: (ref) => withHeartbeat(() => notifyCompany(context, ref)),
  }) satisfies IntroductionMailActivities;
