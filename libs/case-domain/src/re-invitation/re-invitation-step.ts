import type { ReInvitationEnd, ReInvitationMailKind } from '@goen/contracts/workflow';

/** What a re-invitation does next. Steps are saved in workflow histories: their fields and values must not change. */
export type ReInvitationStep =
  /** `n`: of all its mails to the person, sent or skipped, from 1; a part of the mail's key. */
  | { readonly kind: 'send'; readonly mail: ReInvitationMailKind; readonly n: number }
  /** `reminder` 0: notifies the owner of the interest. */
  | { readonly kind: 'notify_owner'; readonly reminder: number }
  | { readonly kind: 'close'; readonly ended: ReInvitationEnd }
  | { readonly kind: 'wait'; readonly untilMs: number; readonly next: string }
  | { readonly kind: 'none' };
