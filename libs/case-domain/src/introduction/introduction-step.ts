import type { IntroductionEnd } from '@goen/contracts/workflow';

/**
 * What an introduction does next. Steps are saved in workflow histories: their fields and values must not change. `n`
 * counts the attempts, from 1.
 */
export type IntroductionStep =
  | { readonly kind: 'hold_credit' }
  | { readonly kind: 'ask'; readonly n: number }
  | { readonly kind: 'remind'; readonly n: number }
  | { readonly kind: 'provide' }
  | { readonly kind: 'capture_credit' }
  | { readonly kind: 'tell_company' }
  | { readonly kind: 'remind_company'; readonly afterDays: number }
  | { readonly kind: 'ask_employment' }
  | { readonly kind: 'release_credit'; readonly ended: IntroductionEnd }
  | { readonly kind: 'close'; readonly ended: IntroductionEnd }
  | { readonly kind: 'wait'; readonly untilMs: number; readonly next: string }
  | { readonly kind: 'none' };
