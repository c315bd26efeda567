import type { HerpBooks } from '../herp/herp-books.ts';
import type { ZohoBooks } from '../zoho/zoho-books.ts';
import { type MadeUpCandidate, madeUpCandidates } from './made-up-candidates.ts';

/** Puts made-up rejected candidates into HERP and Zoho, as though recruiters had; again, they are the same ones. */
export function seedVendors(
  { herp, zoho }: { herp: HerpBooks; zoho: ZohoBooks },
  { count, seed = 1, lastDay }: { count: number; seed?: number; lastDay?: string },
): MadeUpCandidate[] {
  const candidates = madeUpCandidates(count, seed, lastDay);
  for (const one of candidates) {
    herp.addRequisition({ id: one.requisitionId, name: one.job.name });
    herp.addCandidacy(structuredClone(one.herp));
    zoho.add('Job_Openings', structuredClone(one.zoho.jobOpening));
    zoho.add('Candidates', structuredClone(one.zoho.candidate));
    zoho.add('Applications', structuredClone(one.zoho.application));
  }
  return candidates;
}
