import { Candidate, type Em } from '@goen/case-store';
import { formatFullName } from '@goen/cases';

/** The names of a page of candidates, in the session of their company; null: none is known. */
export async function readCandidateNames(em: Em, ids: readonly string[]): Promise<(id: string) => string | null> {
  const candidates = await em.find(Candidate, { id: { $in: [...new Set(ids)] } });
  const names = new Map(candidates.map((candidate) => [candidate.id, formatFullName(candidate)]));
  return (id) => names.get(id) ?? null;
}
