export { findApprovedContent } from './approval.ts';
export { addDays, addMonths, toTokyoDate, toTokyoMs } from './calendar.ts';
export type { CaseInput } from './case-input.ts';
export { type CaseDescription, describeCase, type NextMail } from './describe-case.ts';
export { findExperienceQuestion } from './experience.ts';
export { isProtectedAfterHire } from './hire-protection.ts';
export { parseCaseIdFromMailKey, toMailKey, toReferralId, toReversalId } from './idempotency-keys.ts';
export { findAnswerDate } from './introduction/answer-date.ts';
export {
  findNextIntroductionMail,
  type IntroductionApproval,
  readIntroductionApproval,
} from './introduction/introduction-approval.ts';
export { canReport, readIntroductionState } from './introduction/introduction-facts.ts';
export type { IntroductionStep } from './introduction/introduction-step.ts';
export { type IntroductionInput, nextIntroductionStep } from './introduction/next-introduction-step.ts';
export { findLastWriting, type Writing } from './last-writing.ts';
export type { MailApproval } from './mail-approval.ts';
export { nextStep } from './next-step.ts';
export { findNotMailedReason } from './not-mailed-reason.ts';
export { holdsOffer } from './offers.ts';
export { findDuplicateReferrals, isPersonReferred } from './person-referrals.ts';
export { type PersonStatus, readPersonStatus } from './person-status.ts';
export { findNoteIds, isNoteRequired } from './personal-note.ts';
export { wantsOpening } from './preferences.ts';
export { findReapplication } from './reapplication.ts';
export { isLicenceValid } from './referral.ts';
export { wasToldBeforeRegistration } from './registration.ts';
export { registrationValidDays } from './registration-expiry.ts';
export { cancels } from './rejections.ts';
export { canReschedule } from './rescheduling.ts';
export { readResultState } from './result-state.ts';
export {
  countBusinessDaysSince,
  findDateBusinessDaysAgo,
  findDayOff,
  findSendingWindow,
  findWindowOn,
  isInSendingWindow,
} from './sending-windows.ts';
export { type MailStep, type Step, toMailStepName } from './steps.ts';
export { findUnansweredRejections } from './unanswered-rejections.ts';
