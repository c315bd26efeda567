import { Connection, withCompany } from '@goen/case-store';
import {
  type ClaimedTarget,
  type DueRecord,
  handOverMerged,
  noteAttempt,
  readDue,
  type SyncSituation,
  settleRecord,
  situationsOf,
} from '@goen/case-store/sync';
import type { CrmAdapter, CrmPush } from '@goen/crm';
import { keepPush } from './build-push.ts';
import { batchSizeOf } from './outcomes.ts';
import type { SyncContext } from './sync-context.ts';

/** One candidate of a batch: what is pushed, and what is kept when it got there. */
export type Item = {
  readonly due: DueRecord;
  readonly push: CrmPush;
  readonly addresses: readonly string[];
  readonly withoutNote: readonly number[];
};
export type Batch = {
  readonly connection: Connection;
  readonly items: readonly Item[];
  /** The one candidate of it failed before. */
  readonly isRetry: boolean;
};

/**
 * Takes what is due of a connection as it stands now, and keeps that a push of it begins. Who failed before is pushed
 * alone. What needs no push is settled here: an erasure of who was never there, a double that left nothing.
 */
export async function takeBatch(context: SyncContext, claimed: ClaimedTarget, adapter: CrmAdapter): Promise<Batch> {
  const { orm, connections, now } = context;
  const { companyId, connectionId, faults } = claimed;
  const key = connections.secretKey;
  const { connection, due, situations } = await withCompany(orm, companyId, async (em) => {
    const found = await readDue(em, connectionId, batchSizeOf(adapter.batchSize, faults), key);
    const ids = found.map(({ record }) => record.candidateId);
    const seen = await situationsOf(em, ids, now());
    for (const { record, addresses } of found) {
      const email = seen.get(record.candidateId)?.candidate.email;
      await noteAttempt(em, record, union(addresses, email), key);
    }
    return {
      connection: await em.findOneOrFail(Connection, { id: connectionId }),
      due: found,
      situations: seen,
    };
  });
  const items: Item[] = [];
  for (const one of due) {
    const item = await itemOf(context, companyId, adapter, one, situations.get(one.record.candidateId));
    if (item) items.push(item);
    else await withCompany(orm, companyId, (em) => settleRecord(em, one.record, { kind: 'erased' }, key));
  }
  return { connection, items, isRetry: due.some(({ record }) => record.failingSince !== null) };
}

const union = (addresses: readonly string[], email: string | null | undefined): string[] => [
  ...new Set([...addresses, ...(email ? [email] : [])]),
];

/** Null when nothing has to be said of the candidate: the CRM does not have them, and need not. */
async function itemOf(
  { orm, connections }: SyncContext,
  companyId: string,
  { usesOurIds = false }: CrmAdapter,
  due: DueRecord,
  situation: SyncSituation | undefined,
): Promise<Item | null> {
  const { record, addresses } = due;
  const { candidateId, version, remoteId = null } = record;
  const candidate = situation?.candidate;
  const erase = (
    left: Omit<Extract<CrmPush, { kind: 'erase' }>, 'kind' | 'candidateId' | 'version' | 'remoteId'>,
  ): Item => ({
    due,
    push: { kind: 'erase', candidateId, version, remoteId, ...left },
    addresses: [],
    withoutNote: [],
  });
  if (candidate?.mergedInto) {
    const { mergedInto } = candidate;
    const left = await withCompany(orm, companyId, (em) =>
      handOverMerged(em, record, mergedInto, { key: connections.secretKey, byOurIds: usesOurIds }),
    );
    return left && erase({ addresses: left.addresses, survivorId: left.except, reason: left.because });
  }
  if (situation === undefined || candidate === undefined || candidate.erasedAt) {
    // A push of one without an address may have got there as well.
    if (remoteId === null && addresses.length === 0 && !record.unsure) return null;
    return erase({ addresses, survivorId: null, reason: 'erased' });
  }
  const { push, withoutNote } = keepPush(due, situation);
  return { due, push, addresses: push.candidate.email ? [push.candidate.email] : addresses, withoutNote };
}
