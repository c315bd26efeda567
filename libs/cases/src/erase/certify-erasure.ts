import { type Em, ErasureCertificate } from '@goen/case-store';
import type { ErasureAskedBy, ErasureAskedVia, ErasureReason } from '@goen/contracts/workflow';
import { newId } from '../new-id.ts';

/** Who wanted an erasure, and why. `by`: as `formatActor` writes it. */
export type ErasureOrigin = {
  readonly by: string;
  readonly reason: ErasureReason;
  readonly askedBy?: ErasureAskedBy;
  readonly askedVia?: ErasureAskedVia;
  readonly askedOn?: string;
};
type Erased = { readonly id: string; readonly companyId: string };

/** What is deleted or emptied, by what the certificate calls it. Not whether the person said how they were treated. */
const counted: Readonly<Record<string, string>> = {
  tags: 'candidate_tag where candidate_id = ?',
  applications: 'application where candidate_id = ?',
  reasons: 'rejection where candidate_id = ? and reason is not null',
  notes: 'candidate_note where candidate_id = ?',
  corrections: 'candidate_correction where candidate_id = ?',
  correction_requests: 'correction_request where candidate_id = ?',
  personal_notes: 'personal_note where candidate_id = ?',
  edited_mails: 'mail_edit where candidate_id = ?',
  feedback_requests: 'feedback_request where candidate_id = ?',
  relay_profiles: 'pool_profile where candidate_id = ?',
  re_invitations: 're_invitation where candidate_id = ?',
  revisits: 'revisit where candidate_id = ?',
  complaints: 'complaint where candidate_id = ? and text is not null',
  // Of the case, of re-invitations, and those that asked about an introduction.
  mails: `(select candidate_id from fact where kind = 'mail.sent'
    union all select r.candidate_id from re_invitation_fact f join re_invitation r on r.id = f.re_invitation_id
      where f.kind = 'mail.sent'
    union all select i.candidate_id from introduction_fact f join introduction i on i.id = f.introduction_id
      where f.kind in ('candidate.asked', 'candidate.reminded') and f.data ->> 'messageId' is not null) sent
    where candidate_id = ?`,
};

/** Records what an erasure is about to delete; before it, because nothing can be counted afterwards. */
export async function certifyErasure(
  em: Em,
  { id: candidateId, companyId }: Erased,
  at: Date,
  { by, reason, askedBy, askedVia, askedOn }: ErasureOrigin,
): Promise<void> {
  const names = Object.keys(counted);
  const columns = names.map((name) => `(select count(*)::int from ${counted[name]}) as ${name}`);
  const [counts] = await em.execute<Record<string, number>[]>(
    `select ${columns.join(', ')}`,
    names.map(() => candidateId),
  );
  await em.insert(ErasureCertificate, {
    id: newId(),
    companyId,
    candidateId,
    requestedBy: by,
    askedBy: askedBy ?? null,
    askedVia: askedVia ?? null,
    askedOn: askedOn ?? null,
    reason,
    deleted: { contact_details: 1, ...counts },
    rowsDeletedAt: at,
    mailsDeletedAt: null,
  });
}

/** mail-service has deleted the bodies of the person's mails. */
export async function certifyMailErasure(em: Em, candidateId: string, at: Date): Promise<void> {
  await em.nativeUpdate(ErasureCertificate, { candidateId, mailsDeletedAt: null }, { mailsDeletedAt: at });
}
