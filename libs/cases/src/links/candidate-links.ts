import { createHash, createHmac } from 'node:crypto';
import { addMonths, toTokyoDate } from '@goen/case-domain';
import { CandidateLink, type Database, type Em, withSecret } from '@goen/case-store';
import type { CaseKeys } from '../fact-rows.ts';

/** The token of a candidate's n-th link: derived, so that a retry creates the same one. 43 characters, base64url. */
export const deriveLinkToken = (secret: string, caseId: string, n: number): string =>
  createHmac('sha256', secret).update(`${caseId}:link:${n}`).digest('base64url');

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Saves a link before the mail that carries it is sent; the database keeps only the hash of its token. */
export async function saveLink(
  em: Em,
  { id, companyId, candidateId }: CaseKeys,
  n: number,
  token: string,
  now = new Date(),
): Promise<void> {
  await em.execute(
    `insert into candidate_link (token_hash, company_id, case_id, candidate_id, n, created_at)
     values (?, ?, ?, ?, ?, ?) on conflict do nothing`,
    [tokenHash(token), companyId, id, candidateId, n, now],
  );
}

/** Of a link that a person asked for, when theirs had expired: it does not lengthen the others. */
export const renewedLink = -1;

/**
 * The last day on which a link works, in Tokyo: so many months after it was made, or after the last mail to the person. An
 * erased person's links stay, because they lead to the records of who received the data (個人情報保護法 Art. 33(5)).
 */
export async function findLinkExpiry(em: Em, token: string, months: number): Promise<string | null> {
  const [row] = await em.execute<{ last: string | null }[]>(
    `select case when k.erased_at is null then to_json(greatest(l.created_at,
       (select max(o.created_at) from candidate_link o where o.candidate_id = l.candidate_id and o.n >= 0))) #>> '{}' end as last
     from candidate_link l join candidate k on k.id = l.candidate_id where l.token_hash = ?`,
    [tokenHash(token)],
  );
  return row?.last ? addMonths(toTokyoDate(Date.parse(row.last)), months) : null;
}

export type LinkTarget = { readonly companyId: string; readonly caseId: string; readonly candidateId: string };

/** The candidate and case of a token; null when there is none. */
export async function findLink(orm: Database, token: string): Promise<LinkTarget | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const hash = tokenHash(token);
  const link = await withSecret(orm, hash, (em) => em.findOne(CandidateLink, { tokenHash: hash }));
  return link ? { companyId: link.companyId, caseId: link.caseId, candidateId: link.candidateId } : null;
}
