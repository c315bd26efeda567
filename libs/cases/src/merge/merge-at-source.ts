import { randomUUID } from 'node:crypto';
import {
  type Candidate,
  CandidateAlias,
  type Database,
  type Em,
  findCandidate,
  findCurrentCase,
  MergedId,
  withCompany,
} from '@goen/case-store';
import { lockIntake } from '../intake/lock-intake.ts';
import { copyOffers } from '../offers/copy-offers.ts';
import { mergeCandidates } from './merge-candidates.ts';
import { hasMerges, takeMerges } from './merged-ids.ts';

type Context = {
  readonly orm: Database;
  readonly companyId: string;
  readonly personHashKey: string;
  readonly now: Date;
};
type Scope = Omit<Context, 'orm'>;
type MergedIds = { readonly sourceKey: string; readonly candidateId: string; readonly intoId: string };

/**
 * Merges two candidates that an ATS has merged; one that is known by one id only is then known by both. While neither is
 * known, the two ids are kept for the first report. Returns their current case. Nobody is merged with an erased person.
 */
export function mergeAtSource({ orm, ...scope }: Context, ids: MergedIds): Promise<string[]> {
  if (ids.candidateId === ids.intoId) return Promise.resolve([]);
  return withCompany(orm, scope.companyId, async (em) => {
    await lockIntake(em, scope.companyId);
    return mergeAll(em, scope, [ids]);
  });
}

/** Carries out the merges that came before the first report about one of these ids. Call it once the report is accepted. */
export function mergeReported(
  { orm, ...scope }: Context,
  { sourceKey, candidateIds }: { readonly sourceKey: string; readonly candidateIds: readonly string[] },
): Promise<void> {
  return withCompany(orm, scope.companyId, async (em) => {
    if (candidateIds.length === 0) return;
    const source = { companyId: scope.companyId, sourceKey };
    if (!(await hasMerges(em, source))) return;
    await lockIntake(em, scope.companyId);
    const merges = await takeMerges(em, source, candidateIds);
    await mergeAll(em, scope, merges.map(toIds));
  });
}

const toIds = ({ sourceKey, remoteId, intoRemoteId }: MergedId): MergedIds => ({
  sourceKey,
  candidateId: remoteId,
  intoId: intoRemoteId,
});

/** A merge that leads to a known candidate carries out the earlier ones that name one of its ids, too. */
async function mergeAll(em: Em, scope: Scope, merges: readonly MergedIds[]): Promise<string[]> {
  const caseIds = new Set<string>();
  const waiting = [...merges];
  for (let ids = waiting.shift(); ids !== undefined; ids = waiting.shift()) {
    await copyOffers(em, scope, ids.sourceKey, [ids.candidateId, ids.intoId]);
    const candidate = await mergePair(em, scope, ids);
    if (candidate === 'unknown') {
      await em.upsert(
        MergedId,
        {
          id: randomUUID(),
          companyId: scope.companyId,
          sourceKey: ids.sourceKey,
          remoteId: ids.candidateId,
          intoRemoteId: ids.intoId,
          createdAt: scope.now,
        },
        { onConflictFields: ['companyId', 'sourceKey', 'remoteId', 'intoRemoteId'], onConflictAction: 'ignore' },
      );
      continue;
    }
    const source = { companyId: scope.companyId, sourceKey: ids.sourceKey };
    waiting.push(...(await takeMerges(em, source, [ids.candidateId, ids.intoId])).map(toIds));
    const current = candidate && (await findCurrentCase(em, candidate.id));
    if (current) caseIds.add(current.id);
  }
  return [...caseIds];
}

/** The candidate whom both ids mean from now on; null when one of them is erased. */
async function mergePair(em: Em, { companyId, now }: Scope, ids: MergedIds): Promise<Candidate | null | 'unknown'> {
  const { sourceKey, candidateId, intoId } = ids;
  const merged = await findCandidate(em, { companyId, sourceKey, remoteId: candidateId });
  const into = await findCandidate(em, { companyId, sourceKey, remoteId: intoId });
  if (merged?.erasedAt || into?.erasedAt) return null;
  const [older, later] = [merged, into]
    .filter((candidate) => candidate !== null)
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
  if (older === undefined) return 'unknown';
  if (later === undefined) {
    const alias = { id: randomUUID(), companyId, sourceKey, candidateId: older.id, createdAt: now };
    await em.upsert(
      CandidateAlias,
      { ...alias, remoteId: merged === null ? candidateId : intoId },
      { onConflictFields: ['companyId', 'sourceKey', 'remoteId'], onConflictAction: 'ignore' },
    );
  } else if (older.id !== later.id) {
    await mergeCandidates(em, older.id, later.id, now);
  }
  return older;
}
