import { connectDatabase, type Database, queryOnce } from '@goen/service-kit/database';
import { createToken, type SessionKey, type TokenPurpose } from './session-token.ts';
import { caseStoreSpec } from './store.ts';

/**
 * Background work connects as a role of its own, which sees what that work needs of all companies and nothing else. The
 * roles share the password of `cases_app`; no session can read it. Their pools are small: they hold a connection only
 * while they work.
 */
const poolSizes = {
  cases_dispatcher: 3,
  cases_deliveries: 2,
  cases_hook_retries: 1,
  cases_sync: 3,
  cases_relay: 6,
  cases_console: 3,
  cases_ledgers: 1,
} as const;
export type PurposeRole = keyof typeof poolSizes;

export type CaseRoles = {
  toToken(purpose: TokenPurpose, id: string): string;
  connectAs(role: PurposeRole): Promise<Database>;
  close(): Promise<void>;
};

export async function openCaseRoles(url: string): Promise<CaseRoles> {
  const key = await readSessionKey(withRole(url, 'cases_keys'));
  const opened = new Map<PurposeRole, Promise<Database>>();
  return {
    toToken: (purpose, id) => createToken(key, purpose, id),
    connectAs(role) {
      const database = opened.get(role) ?? connectDatabase(caseStoreSpec, withRole(url, role), poolSizes[role]);
      opened.set(role, database);
      return database;
    },
    async close() {
      for (const database of opened.values()) await (await database).close(true);
    },
  };
}

function withRole(url: string, role: PurposeRole | 'cases_keys'): string {
  const changed = new URL(url);
  changed.username = role;
  return changed.href;
}

/** The key lies in the database, readable only to a role that does nothing else; this process keeps it in memory. */
async function readSessionKey(url: string): Promise<SessionKey> {
  const [row] = await queryOnce<{ inner_key: Buffer; outer_key: Buffer }>(url, 'select * from keys.session_key');
  if (row === undefined) throw new Error('The database has no session key.');
  return { inner: row.inner_key, outer: row.outer_key };
}
