import type { ConnectionCounts, VendorFault } from '@goen/contracts/public';
import { type SealKeys, seal, unseal } from '@goen/service-kit';
import type { z } from 'zod';
import type { Connection } from './entities/connection.ts';
import { OutboxRow } from './entities/outbox.ts';
import type { Em } from './sessions.ts';

type Secrets = Readonly<Record<string, string>>;

export const sealSecrets = (secrets: Secrets, connectionId: string, key: SealKeys): Buffer | null =>
  Object.keys(secrets).length === 0 ? null : seal(JSON.stringify(secrets), connectionId, key);

/** All secrets of a connection by name. */
export const openSecrets = ({ id, secrets }: Pick<Connection, 'id' | 'secrets'>, key: SealKeys): Secrets =>
  secrets ? (JSON.parse(unseal(secrets, id, key)) as Secrets) : {};

/** A connection parsed by its vendor's schemas. Throws when stored settings no longer fit them. */
export const openConnection = <S, K>(
  row: Pick<Connection, 'id' | 'settings' | 'secrets'>,
  vendor: { readonly settings: z.ZodType<S>; readonly secrets: z.ZodType<K> },
  key: SealKeys,
): { readonly id: string; readonly settings: S; readonly secrets: K } => ({
  id: row.id,
  settings: vendor.settings.parse(row.settings),
  secrets: vendor.secrets.parse(openSecrets(row, key)),
});

export type RunOutcome = { readonly counts?: ConnectionCounts; readonly fault?: VendorFault | null; readonly at: Date };

/**
 * Adds to the counters of a connection and stores the result of its last run: `fault` is null after a success, undefined
 * while the run goes on. In a session of its company.
 */
export async function recordRun(em: Em, connectionId: string, { counts = {}, fault, at }: RunOutcome): Promise<void> {
  await em.execute(
    `update connection set
       counts = counts || (select coalesce(jsonb_object_agg(key, coalesce((counts ->> key)::bigint, 0) + value::bigint), '{}')
         from jsonb_each_text(?::jsonb)),
       last_run_at = ?,
       last_ok_at = case when ? then ?::timestamptz else last_ok_at end,
       last_error = case when ?::jsonb is null then last_error else ?::jsonb end,
       last_error_at = case when ?::jsonb is null then last_error_at else ?::timestamptz end
     where id = ?`,
    [
      JSON.stringify(counts),
      at,
      fault === null,
      at,
      ...Array<string | null>(3).fill(fault ? JSON.stringify(fault) : null),
      at,
      connectionId,
    ],
  );
}

/** Enqueues an outbox row, so that Temporal learns of a created, changed or deleted connection. */
export async function wakeConnection(
  em: Em,
  connection: Pick<Connection, 'id' | 'companyId'>,
  now: Date,
): Promise<void> {
  await em.insert(OutboxRow, {
    companyId: connection.companyId,
    caseId: null,
    introductionId: null,
    connectionId: connection.id,
    importId: null,
    kind: 'connection',
    wakeAt: now,
    attempts: 0,
  });
}
