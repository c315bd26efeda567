import type { IntroductionActivities, IntroductionMailActivities, RelayRoundActivities } from '@goen/introduction';
import type { ActivityContext } from '../activity-context.ts';
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
    holdCredit: (ref) => holdCredit(context, ref),
    provide: (ref) => provide(context, ref),
    captureCredit: (ref) => captureCredit(context, ref),
    releaseCredit: (ref) => releaseCredit(context, ref),
    closeIntroduction: (ref) => closeIntroduction(context, ref),
    lapseConsents: () => withHeartbeat(() => lapseConsents(context)),
    wakeOverdue: () => withHeartbeat(() => wakeOverdue(context)),
    settleHolds: () => withHeartbeat(() => settleHolds(context)),
    matchPositions: () =>
      withProgress<RoundProgress, number>((resumeFrom, onProgress) =>
        matchPositions(context, new Date(), { resumeFrom, onProgress }),
      ),
  }) satisfies IntroductionActivities & RelayRoundActivities;

/** Those on the `mail` queue. */
export const introductionMailActivities = (context: ActivityContext) =>
  ({
    askCandidate: (ref) => withHeartbeat(() => askCandidate(context, ref)),
    tellCompany: (ref) => withHeartbeat(() => notifyCompany(context, ref)),
  }) satisfies IntroductionMailActivities;
