import { Connection, withCompany } from '@goen/case-store';
import {
  type ClaimedTarget,
  type DueRecord,
  handOverMerged,
  loadSyncSituations,
  noteAttempt,
  readDue,
  type SyncSituation,
  setAsideUnconfirmed,
  settleRecord,
} from '@goen/case-store/sync';
import type { CrmAdapter, CrmPush } from '@goen/crm';
import { buildPush } from './build-push.ts';
import { shrinkBatchSize } from './outcomes.ts';
import type { SyncContext } from './sync-context.ts';

/** One candidate of a batch: what is pushed, and what is stored once the CRM has it. */
export type Item = {
  readonly due: DueRecord;
  readonly push: CrmPush;
  readonly addresses: readonly string[];
  readonly withoutNote: readonly number[];
};
export type Batch = {
  readonly connection: Connection;
  readonly items: readonly Item[];
  /** The batch is the retry of one candidate that failed before. */
  readonly isRetry: boolean;
};

/**
 * Reads the due candidates of a connection and records that their push begins. A candidate that failed before is pushed
 * alone. Records that need no push are settled here, such as erasures of candidates the CRM never had.
 */
export async function takeBatch(context: SyncContext, target: ClaimedTarget, adapter: CrmAdapter): Promise<Batch> {
  const { orm, connections, now } = context;
  const { companyId, connectionId, faults } = target;
  const key = connections.secretKey;
  const {
    connection,
    records: due,
    situations,
  } = await withCompany(orm, companyId, async (em) => {
    const due = await readDue(em, connectionId, shrinkBatchSize(adapter.batchSize, faults), key);
    const records = await setAsideUnconfirmed(em, due);
    const ids = records.map(({ record }) => record.candidateId);
    const byCandidate = await loadSyncSituations(em, ids, now());
    for (const { record, addresses } of records) {
      const email = byCandidate.get(record.candidateId)?.candidate.email;
      await noteAttempt(em, record, addAddress(addresses, email), key);
    }
    return {
      connection: await em.findOneOrFail(Connection, { id: connectionId }),
      records,
      situations: byCandidate,
    };
  });
  const items: Item[] = [];
  for (const dueRecord of due) {
    const item = await toItem(context, companyId, adapter, dueRecord, situations.get(dueRecord.record.candidateId));
    if (item) items.push(item);
    else await withCompany(orm, companyId, (em) => settleRecord(em, dueRecord.record, { kind: 'erased' }, key));
  }
  return { connection, items, isRetry: due.some(({ record }) => record.failingSince !== null) };
}

const addAddress = (addresses: readonly string[], email: string | null | undefined): string[] => [
  ...new Set([...addresses, ...(email ? [email] : [])]),
];

/** Null when the CRM does not have the candidate and does not need to. */
async function toItem(
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
      handOverMerged(em, record, mergedInto, { key: connections.secretKey, usesOurIds }),
    );
    return left && erase(left);
  }
  if (situation === undefined || candidate === undefined || candidate.erasedAt) {
    // An unsure push may have reached the CRM even without an address.
    if (remoteId === null && addresses.length === 0 && !record.unsure) return null;
    return erase({ addresses, survivorId: null, reason: 'erased' });
  }
  const { push, withoutNote } = buildPush(due, situation);
  return { due, push, addresses: push.candidate.email ? [push.candidate.email] : addresses, withoutNote };
}
