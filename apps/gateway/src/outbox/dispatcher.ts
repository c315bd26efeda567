import type { Database } from '@goen/case-store';
import { FollowUpCase, OutboxRow, withCompany, withOutbox } from '@goen/case-store';
import type { Logger } from '@goen/service-kit';
import { pgArray } from '@goen/service-kit';
import {
  nudgeCase,
  nudgeImport,
  nudgeIntroduction,
  startCase,
  type TemporalConnection,
  triggerRelayRound,
} from '@goen/temporal-kit';
import { Client as PgClient } from 'pg';
import { type Claimed, calmRows, claimRows } from './claim-rows.ts';
import { tellConnection } from './tell-connection.ts';

export type DispatcherOptions = {
  readonly orm: Database;
  /** Of the same role: a connection of its own listens for NOTIFY. */
  readonly databaseUrl: string;
  readonly temporal: TemporalConnection;
  readonly logger: Logger;
  /** Rows of one urgency that are told at once. */
  readonly inFlight: number;
  /** When no NOTIFY comes (a listener that lost its connection), rows wait no longer than this. */
  readonly pollMs?: number;
};

const defaultPollMs = 2_000;
/** Between a few starts of cases that sleep for long and the next few. */
const calmMs = 100;
const listenAgainMs = 2_000;
/** The client would try for longer than anyone should wait for a stop. */
const tellMs = 5_000;
/** A claim outlives the telling: a gateway that dies leaves its rows due again soon. */
const claimMs = 2 * tellMs;
const firstBackoffMs = 500;
const maxBackoffMs = 60_000;

/**
 * Tells Temporal what the outbox holds: what wakes somebody first, starts of cases that sleep for long without haste,
 * for ever until each was told.
 * While Temporal is away a row is tried again after a growing pause; several gateways share the work.
 */
export function startDispatcher(options: DispatcherOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let wakeUp: () => void = () => {};
  let noticed = false;
  const notice = () => {
    noticed = true;
    wakeUp();
  };
  const listening = listen(options, notice, stopping.signal);
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      if (noticed || stopping.signal.aborted) return resolve();
      const timer = setTimeout(resolve, ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    while (!stopping.signal.aborted) {
      noticed = false;
      const told = await dispatchOnce(options).catch((error: unknown) => {
        options.logger.error({ err: error }, 'outbox could not be read');
        return 0;
      });
      if (told >= options.inFlight) continue;
      await pause(told >= calmRows ? calmMs : (options.pollMs ?? defaultPollMs));
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      wakeUp();
      await running;
      await listening;
    },
  };
}

/** One round: claims due rows, tells them, deletes those that were told. Answers how many were claimed. */
export async function dispatchOnce(options: DispatcherOptions): Promise<number> {
  const { orm } = options;
  const rows = await claimRows(orm, options.inFlight, claimMs);
  const told: number[] = [];
  const failed: number[] = [];
  await Promise.all(rows.map(async (row) => ((await tell(options, row)) ? told : failed).push(Number(row.id))));
  if (told.length > 0) await withOutbox(orm, (em) => em.nativeDelete(OutboxRow, { id: { $in: told } }));
  if (failed.length > 0) {
    await withOutbox(orm, (em) =>
      em.execute(
        `update outbox set
         next_attempt_at = now() + make_interval(secs => least(? * power(2, least(attempts - 1, 20)), ?) / 1000.0)
       where id = any(?::bigint[])`,
        [firstBackoffMs, maxBackoffMs, pgArray(failed)],
      ),
    );
  }
  return rows.length;
}

async function tell(options: DispatcherOptions, row: Claimed): Promise<boolean> {
  const { temporal, logger } = options;
  try {
    await temporal.client.withDeadline(Date.now() + tellMs, () => tellKind(options, row));
    return true;
  } catch (error) {
    const { kind, attempts } = row;
    const [caseId, introductionId] = [row.case_id, row.introduction_id];
    const [importId, connectionId] = [row.import_id, row.connection_id];
    logger.warn(
      { err: error, kind, caseId, introductionId, importId, connectionId, attempts },
      'Temporal could not be told yet',
    );
    return false;
  }
}

async function tellKind({ orm, temporal: { client } }: DispatcherOptions, row: Claimed): Promise<void> {
  const companyId = row.company_id;
  if (row.kind === 'match') return triggerRelayRound(client);
  if (row.kind === 'introduction') {
    if (row.introduction_id === null) throw new Error('a row of an introduction names it');
    return nudgeIntroduction(client, { introductionId: row.introduction_id, companyId });
  }
  if (row.kind === 'connection') {
    if (row.connection_id === null) throw new Error('a row of a connection names it');
    return tellConnection(orm, client, { connectionId: row.connection_id, companyId });
  }
  if (row.kind === 'import') {
    if (row.import_id === null) throw new Error('a row of an import names it');
    return nudgeImport(client, { importId: row.import_id, companyId });
  }
  if (row.case_id === null) throw new Error('a row of a case names it');
  const refs = { caseId: row.case_id, companyId };
  if (row.kind === 'nudge') return nudgeCase(client, refs);
  const found = await withCompany(orm, companyId, (em) => em.findOneOrFail(FollowUpCase, { id: refs.caseId }));
  const { stage, nextStep } = found;
  await startCase(client, { ...refs, stage, nextStep, wakeAtMs: new Date(row.wake_at).getTime() });
}

/** Keeps a connection that listens; when it breaks, polling carries on and it is made anew. */
async function listen(
  { databaseUrl, logger }: DispatcherOptions,
  notice: () => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const client = new PgClient({ connectionString: databaseUrl });
    const ended = new Promise<void>((resolve) => {
      client.once('end', resolve);
      client.on('error', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      await client.connect();
      client.on('notification', notice);
      await client.query('listen outbox');
      notice();
      await ended;
    } catch (error) {
      logger.warn({ err: error }, 'the outbox is not listened to; polling');
      await new Promise((resolve) => setTimeout(resolve, listenAgainMs));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
