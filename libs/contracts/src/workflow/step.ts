/** What a case does next. `none`: the case is closed. */
export const stepNames = [
  'rejection_mail',
  'relay_invitation',
  'relay_reminder',
  'first_follow_up',
  'second_follow_up',
  'keeping_notice',
  'erasure_notice',
  /** Nothing is planned unless the person consents first: they refused, or the company needs an opt-in. */
  'consent',
  /** Nothing is planned unless a position opens first: the person wants mails that name one, and nothing else. */
  'opening',
  'feedback_answer',
  'feedback_refusal',
  /** A candidate asked for feedback, and no member has answered. */
  'feedback_request',
  /** A person registered themselves: the company confirms their rejection, or their data is deleted. */
  'registration_confirmation',
  'registration_expiry',
  'referral',
  'referral_reversal',
  'approval_reminder',
  'address_decision',
  'suppression',
  'erasure',
  'close',
  'none',
] as const;
export type StepName = (typeof stepNames)[number];
