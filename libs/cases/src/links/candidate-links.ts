import { createHash, createHmac } from 'node:crypto';
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
): Promise<void> {
  await em.execute(
    `insert into candidate_link (token_hash, company_id, case_id, candidate_id, n, created_at)
     values (?, ?, ?, ?, ?, ?) on conflict do nothing`,
    [tokenHash(token), companyId, id, candidateId, n, new Date()],
  );
}

export type LinkTarget = { readonly companyId: string; readonly caseId: string; readonly candidateId: string };

/** The candidate and case of a token; null when there is none. */
export async function findLink(orm: Database, token: string): Promise<LinkTarget | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const hash = tokenHash(token);
  const link = await withSecret(orm, hash, (em) => em.findOne(CandidateLink, { tokenHash: hash }));
  return link ? { companyId: link.companyId, caseId: link.caseId, candidateId: link.candidateId } : null;
}
