import type { HerpStore } from '../herp/herp-store.ts';
import type { ZohoStore } from '../zoho/zoho-store.ts';
import { generateCandidates, type SampleCandidate } from './generate-candidates.ts';

/** Adds rejected sample candidates to HERP and Zoho. Repeating it with the same arguments adds none. */
export function seedVendors(
  { herp, zoho }: { herp: HerpStore; zoho: ZohoStore },
  { count, seed = 1, lastDay }: { count: number; seed?: number; lastDay?: string },
): SampleCandidate[] {
  const candidates = generateCandidates(count, seed, lastDay);
  for (const candidate of candidates) {
    herp.addRequisition({ id: candidate.requisitionId, name: candidate.job.name });
    herp.addCandidacy(structuredClone(candidate.herp));
    zoho.add('Job_Openings', structuredClone(candidate.zoho.jobOpening));
    zoho.add('Candidates', structuredClone(candidate.zoho.candidate));
    zoho.add('Applications', structuredClone(candidate.zoho.application));
  }
  return candidates;
}
