import { AsyncLocalStorage } from 'node:async_hooks';
import type { LiveTopic } from '@goen/contracts/public';
import type { Database } from '@goen/service-kit/database';

type Changes = Map<string, Set<LiveTopic>>;

/** The channel on which gateways hear what changed: `<company id> <topic>,<topic>`. */
export const changesChannel = 'changes';
/** What is committed within this time is announced together. */
const delayMs = 200;

const transactions = new AsyncLocalStorage<{ readonly companyId: string | null; readonly changes: Changes }>();
const pending = new WeakMap<Database, Changes>();

/**
 * Notes, inside a transaction of `withCompany` or `withRelay`, what it changes for the pages of a company that are open.
 * It is announced after the commit; outside such a transaction, nothing is.
 */
export function noteChange(companyId: string, ...topics: readonly LiveTopic[]): void {
  const transaction = transactions.getStore();
  if (transaction) addTopics(transaction.changes, companyId, topics);
}

/** The same about the company of the session. */
export function noteOwnChange(...topics: readonly LiveTopic[]): void {
  const companyId = transactions.getStore()?.companyId ?? null;
  if (companyId !== null) noteChange(companyId, ...topics);
}

/** Runs a transaction, and announces what it noted once it is committed. */
export async function announcingChanges<T>(
  orm: Database,
  companyId: string | null,
  work: () => Promise<T>,
): Promise<T> {
  const changes: Changes = new Map();
  const result = await transactions.run({ companyId, changes }, work);
  for (const [id, topics] of changes) announceChange(orm, id, ...topics);
  return result;
}

/**
 * Tells every gateway what changed in a company. Never inside a transaction: NOTIFY would take a lock of the whole
 * server, and commits would wait for each other. One that is lost costs a page its next look.
 */
export function announceChange(orm: Database, companyId: string, ...topics: readonly LiveTopic[]): void {
  const known = pending.get(orm);
  const changes = known ?? new Map<string, Set<LiveTopic>>();
  addTopics(changes, companyId, topics);
  if (known) return;
  pending.set(orm, changes);
  const announce = async () => {
    pending.delete(orm);
    const payloads = [...changes].map(([id, changed]) => `${id} ${[...changed].join(',')}`);
    const sql = 'select pg_notify(?, payload) from jsonb_array_elements_text(?::jsonb) as payload';
    await orm.em.fork().execute(sql, [changesChannel, JSON.stringify(payloads)]);
  };
  setTimeout(() => void announce().catch(() => undefined), delayMs).unref();
}

function addTopics(changes: Changes, companyId: string, topics: readonly LiveTopic[]): void {
  const known = changes.get(companyId) ?? new Set();
  changes.set(companyId, known);
  for (const topic of topics) known.add(topic);
}
