import type { Database } from '@goen/service-kit/database';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import { Message, type MessageRow } from '../database/message.ts';

/** Requests within this window share one statement. */
const windowMs = 3;
const maxRows = 100;

/** What a request is answered from; only sending reads the body. */
const fields = [
  'id',
  'key',
  'inputsHash',
  'companyId',
  'kind',
  'date',
  'rejectionIds',
  'missing',
  'state',
  'skipReason',
  'provider',
  'batchId',
  'maybeSentSince',
  'sentAt',
] as const;
export type StoredMessage = Pick<MessageRow, (typeof fields)[number]>;

export type MessageRows = {
  /** Null when the key is new. */
  find(key: string): Promise<StoredMessage | null>;
  /** Returns the name of the violated unique constraint, or null when the row was inserted. */
  insert(row: MessageRow): Promise<string | null>;
};

/** Combines the reads and inserts of concurrent requests into few statements. */
export function createMessageRows(orm: Database): MessageRows {
  const batchScheduleFn = (run: () => void) => void setTimeout(run, windowMs);
  const options = { cache: false, maxBatchSize: maxRows, batchScheduleFn };

  const reads = new DataLoader<string, StoredMessage | null>(async (keys) => {
    const rows = await orm.em.fork().find(Message, { key: { $in: [...keys] } }, { fields });
    const byKey = new Map(rows.map((row) => [row.key, row]));
    return keys.map((key) => byKey.get(key) ?? null);
  }, options);

  const inserts = new DataLoader<MessageRow, string | null>(async (rows) => {
    try {
      // Sorted, so that instances whose mails compete for the same days and keys can't deadlock.
      await orm.em.fork().insertMany(Message, rows.toSorted(compareByPerson));
      return rows.map(() => null);
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      if (rows.length === 1) return [readConstraint(error)];
      // One row fails the whole statement: insert them one by one.
      const violations: (string | null)[] = [];
      for (const row of rows) violations.push(await insertAlone(row));
      return violations;
    }
  }, options);

  async function insertAlone(row: MessageRow): Promise<string | null> {
    try {
      await orm.em.fork().insert(Message, row);
      return null;
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) return readConstraint(error);
      throw error;
    }
  }

  return { find: (key) => reads.load(key), insert: (row) => inserts.load(row) };
}

const compareByPerson = (a: MessageRow, b: MessageRow): number =>
  `${a.personHash} ${a.date} ${a.key}` < `${b.personHash} ${b.date} ${b.key}` ? -1 : 1;

const readConstraint = (error: UniqueConstraintViolationException): string =>
  'constraint' in error && typeof error.constraint === 'string' ? error.constraint : 'unknown';
