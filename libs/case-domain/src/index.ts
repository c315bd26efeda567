export { approvedEditOf } from './approval.ts';
export { addMonths, instantMs, tokyoDate, tokyoTimeMs } from './calendar.ts';
export type { CaseFile, CloseReason, MailStep, Step } from './case-file.ts';
export { type CaseDescription, describeCase, type NextMail, stepNameOf } from './describe-case.ts';
export {
  answerWithinDays,
  type IntroductionFile,
  type IntroductionStep,
  introductionStateOf,
  mayReport,
  nextIntroductionStep,
} from './introduction/next-introduction-step.ts';
export { jitterOf, momentIn } from './jitter.ts';
export { caseIdOf, mailKey, referralId, reversalId } from './keys.ts';
export { nextStep } from './next-step.ts';
export { duplicateReferrals, isReferred } from './person-referrals.ts';
export { type PersonSituation, personSituation } from './person-situation.ts';
export { licenceHolds } from './referral.ts';
export { isInsideSlot, isSendingDay, nextSlotAt, type Slot, slotOf } from './sending-days.ts';
export { untoldOf } from './untold.ts';
