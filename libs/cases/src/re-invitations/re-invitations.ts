import { type Em, noteChange, type ReInvitation, ReInvitationFactRow } from '@goen/case-store';
import type { ReInvitationFact, ReInvitationFactData, ReInvitationFactKind } from '@goen/contracts/workflow';

type Keys = Pick<ReInvitation, 'id' | 'companyId'>;

/** Enqueues a wake-up of the re-invitation's workflow in the caller's transaction. */
export async function wakeReInvitation(em: Em, { id, companyId }: Keys, now: Date): Promise<void> {
  await em.execute(
    `insert into outbox (company_id, re_invitation_id, kind, wake_at) values (?, ?, 're_invitation', ?)`,
    [companyId, id, now],
  );
}

export type NewReInvitationFact<K extends ReInvitationFactKind = ReInvitationFactKind> = {
  readonly [Kind in K]: {
    readonly kind: Kind;
    readonly at: Date;
    readonly data: ReInvitationFactData<Kind>;
    /** At most one fact per re-invitation has this key. */
    readonly dedupeKey?: string;
  };
}[K];

/** Returns false when the dedupe key is known. */
export async function appendReInvitationFact(em: Em, of: Keys, fact: NewReInvitationFact): Promise<boolean> {
  noteChange(of.companyId, 're_invitations', 'mails');
  const rows = await em.execute<unknown[]>(
    `insert into re_invitation_fact (re_invitation_id, company_id, kind, at, data, dedupe_key)
     values (?, ?, ?, ?, ?::jsonb, ?)
     on conflict (re_invitation_id, dedupe_key) do nothing returning seq`,
    [of.id, of.companyId, fact.kind, fact.at, JSON.stringify(fact.data), fact.dedupeKey ?? null],
  );
  return rows.length > 0;
}

/** In their order. */
export async function readReInvitationFacts(em: Em, id: string): Promise<ReInvitationFact[]> {
  const rows = await em.find(ReInvitationFactRow, { reInvitationId: id }, { orderBy: { seq: 'asc' } });
  return rows.map(toReInvitationFact);
}

export const toReInvitationFact = ({ seq, kind, at, data }: ReInvitationFactRow): ReInvitationFact =>
  ({ seq, kind, at: at.toISOString(), data }) as ReInvitationFact;
