import type { Database } from '@goen/service-kit/database';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import { Message, type MessageRow } from '../database/message.ts';

/** Requests that come within it share one statement. */
const windowMs = 3;
const maxRows = 100;

/** What a request is answered from; the body is read by who sends it. */
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
  /** Returns the name of the violated unique constraint, or null when the row is in. */
  insert(row: MessageRow): Promise<string | null>;
};

/** Reads and inserts of many requests at once, in few statements. */
export function createMessageRows(orm: Database): MessageRows {
  const batchScheduleFn = (run: () => void) => void setTimeout(run, windowMs);
  const options = { cache: false, maxBatchSize: maxRows, batchScheduleFn };

  const byKey = new DataLoader<string, StoredMessage | null>(async (keys) => {
    const rows = await orm.em.fork().find(Message, { key: { $in: [...keys] } }, { fields });
    const found = new Map(rows.map((row) => [row.key, row]));
    return keys.map((key) => found.get(key) ?? null);
  }, options);

  const inserts = new DataLoader<MessageRow, string | null>(async (rows) => {
    try {
      // In one order: instances whose mails take the same days and keys wait for each other in no circle.
      await orm.em.fork().insertMany(Message, rows.toSorted(byPerson));
      return rows.map(() => null);
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      if (rows.length === 1) return [readConstraint(error)];
      // One of them stands in the way of all: each for itself.
      const alone: (string | null)[] = [];
      for (const row of rows) alone.push(await insertAlone(row));
      return alone;
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

  return { find: (key) => byKey.load(key), insert: (row) => inserts.load(row) };
}

const byPerson = (a: MessageRow, b: MessageRow): number =>
  `${a.personHash} ${a.date} ${a.key}` < `${b.personHash} ${b.date} ${b.key}` ? -1 : 1;

const readConstraint = (error: UniqueConstraintViolationException): string =>
  'constraint' in error && typeof error.constraint === 'string' ? error.constraint : 'unknown';
