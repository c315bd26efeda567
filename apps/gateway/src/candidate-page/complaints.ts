import { randomUUID } from 'node:crypto';
import { Complaint, type Database, type Em, findMergedCandidates, withCompany } from '@goen/case-store';
import type { LinkTarget } from '@goen/cases';
import { z } from 'zod';

/** Fits into the form's limit of bytes, in Japanese too. */
export const maxComplaintLength = 1_500;
/** Unanswered ones of a person: more would be spam. */
const maxOpenComplaints = 5;
const maxShown = 20;

/** The form that the page sends; decisions have a form of their own. */
export const complaintForm = z.object({
  action: z.literal('complain'),
  text: z.string().trim().min(1).max(maxComplaintLength),
});

export type PageComplaint = { readonly text: string; readonly receivedAt: Date; readonly answer: string | null };

/** The person's complaints and the operator's answers, latest first. */
export async function readComplaints(em: Em, candidateId: string): Promise<PageComplaint[]> {
  const candidateIds = [...(await findMergedCandidates(em, [candidateId])).keys()];
  const rows = await em.find(
    Complaint,
    { candidateId: { $in: candidateIds }, text: { $ne: null } },
    { orderBy: { receivedAt: 'desc', id: 'desc' }, limit: maxShown },
  );
  return rows.map(({ text, receivedAt, answer }) => ({ text: text ?? '', receivedAt, answer: answer ?? null }));
}

/**
 * Stores a complaint to the operator (職業安定法 Art. 33-6). Returns its id; null for the same words again, and when the
 * person waits for too many answers.
 */
export function recordComplaint(
  orm: Database,
  { companyId, candidateId }: LinkTarget,
  text: string,
  now: Date,
): Promise<string | null> {
  return withCompany(orm, companyId, async (em) => {
    // One at a time per person: the form may be sent twice.
    await em.execute('select 1 from candidate where id = ? for update', [candidateId]);
    const open = (await readComplaints(em, candidateId)).filter(({ answer }) => answer === null);
    if (open.length >= maxOpenComplaints || open.some((complaint) => complaint.text === text)) return null;
    const id = randomUUID();
    await em.insert(Complaint, { id, companyId, candidateId, text, receivedAt: now });
    return id;
  });
}
