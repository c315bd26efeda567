import type { IntroductionActivities, IntroductionMailActivities, RelayRoundActivities } from '@goen/introduction';
import type { ActivityContext } from '../activity-context.ts';
import { withHeartbeat } from '../cases/with-heartbeat.ts';
import { askCandidate } from './ask-candidate.ts';
import { closeIntroduction } from './close-introduction.ts';
import { captureCredit, holdCredit, releaseCredit } from './credit.ts';
import { decideIntroduction } from './decide-introduction.ts';
import { lapseConsents } from './lapse-consents.ts';
import { matchPositions } from './match-positions.ts';
import { provide } from './provide.ts';
import { settleHolds } from './settle-holds.ts';
import { tellCompany } from './tell-company.ts';
import { wakeOverdue } from './wake-overdue.ts';

/** The activities of introductions on the queue `cases`. */
export const introductionActivities = (context: ActivityContext) =>
  ({
    decideIntroduction: (ref) => decideIntroduction(context, ref),
    holdCredit: (ref) => holdCredit(context, ref),
    provide: (ref) => provide(context, ref),
    captureCredit: (ref) => captureCredit(context, ref),
    releaseCredit: (ref) => releaseCredit(context, ref),
    closeIntroduction: (ref) => closeIntroduction(context, ref),
    lapseConsents: () => lapseConsents(context),
    wakeOverdue: () => wakeOverdue(context),
    settleHolds: () => settleHolds(context),
    matchPositions: () => matchPositions(context),
  }) satisfies IntroductionActivities & RelayRoundActivities;

/** Those of the queue `mail`. */
export const introductionMailActivities = (context: ActivityContext) =>
  ({
    askCandidate: (ref) => withHeartbeat(() => askCandidate(context, ref)),
    tellCompany: (ref) => withHeartbeat(() => tellCompany(context, ref)),
  }) satisfies IntroductionMailActivities;
