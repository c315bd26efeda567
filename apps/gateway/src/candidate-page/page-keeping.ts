import type { CaseDescription } from '@goen/case-domain';

/** On what basis and until when the person's details are kept, and from when they may apply again. */
export type PageKeeping = {
  readonly keeping: CaseDescription['keeping'];
  readonly keepUntil: string | null;
  readonly isAskedToRenew: boolean;
  /** Mails announce the erasure; otherwise the page says that none does. */
  readonly isToldOfErasure: boolean;
  /** `from` null: at any time. Null: the company says nothing about it. */
  readonly reapplication: { readonly from: string | null } | null;
};

/** Whether nothing is offered: the person gets the result and nothing else. */
export const isResultOnly = ({ keeping }: Pick<PageKeeping, 'keeping'>): boolean =>
  keeping.kind === 'result_only' && !keeping.mayAsk;
