import { type Database, openConsole, withDeliveries, withOutbox } from '@goen/case-store';
import { addGauges, type GaugeReading } from '@goen/service-kit/telemetry';
import { readBacklogs, type TemporalConnection } from '@goen/temporal-kit';
import { outboxSql, platformSql, webhookLagSql } from './gauge-queries.ts';

export type PlatformGauges = { readonly orm: Database; readonly temporal: TemporalConnection };

/** Read at most this often, by whichever gateway is scraped: all gateways say the same, so rules take the maximum. */
const everyMs = 15_000;
const temporalDeadlineMs = 3_000;

/** What waits in the database and in Temporal, over all companies. Returns what ends it. */
export function addPlatformGauges({ orm, temporal }: PlatformGauges): () => void {
  const removals = [
    addGauges({ name: 'outbox', everyMs, read: () => readOutbox(orm) }),
    addGauges({ name: 'cases', everyMs, read: () => readCases(orm) }),
    addGauges({ name: 'webhooks', everyMs, read: () => readWebhooks(orm) }),
    addGauges({ name: 'temporal', everyMs, read: () => readTemporal(temporal) }),
  ];
  return () => {
    for (const remove of removals) remove();
  };
}

type OutboxRow = {
  readonly lanes: Readonly<Record<'urgent' | 'background', { readonly rows: number; readonly oldest: number }>>;
  readonly failing: number;
};

async function readOutbox(orm: Database): Promise<GaugeReading[]> {
  const [row] = await withOutbox(orm, (em) => em.execute<OutboxRow[]>(outboxSql));
  if (row === undefined) return [];
  return [
    ...Object.entries(row.lanes).flatMap(([lane, { rows, oldest }]): GaugeReading[] => [
      { name: 'goen_outbox_rows', value: rows, labels: { lane } },
      { name: 'goen_outbox_oldest_seconds', value: oldest, labels: { lane } },
    ]),
    { name: 'goen_outbox_failing_rows', value: row.failing },
  ];
}

type PlatformRow = {
  readonly cases: Readonly<Record<'due' | 'overdue' | 'stuck', number>>;
  readonly connections: readonly { readonly kind: string; readonly failing: number }[];
  readonly failing_connections: readonly { readonly id: string; readonly kind: string }[];
  readonly complaints: number;
};

async function readCases(orm: Database): Promise<GaugeReading[]> {
  const console = await openConsole(orm);
  const [row] = await console.em.fork().execute<PlatformRow[]>(platformSql);
  if (row === undefined) return [];
  return [
    ...Object.entries(row.cases).map(
      ([reason, value]): GaugeReading => ({ name: 'goen_cases', value, labels: { reason } }),
    ),
    ...row.connections.map(
      ({ kind, failing }): GaugeReading => ({ name: 'goen_connections_failing', value: failing, labels: { kind } }),
    ),
    ...row.failing_connections.map(
      ({ id, kind }): GaugeReading => ({
        name: 'goen_connection_failing',
        value: 1,
        labels: { connection: id, kind },
      }),
    ),
    { name: 'goen_complaints_unanswered', value: row.complaints },
  ];
}

async function readWebhooks(orm: Database): Promise<GaugeReading[]> {
  const [row] = await withDeliveries(orm, (em) => em.execute<{ oldest: number }[]>(webhookLagSql));
  return [{ name: 'goen_webhook_oldest_seconds', value: row?.oldest ?? 0 }];
}

async function readTemporal({ client }: TemporalConnection): Promise<GaugeReading[]> {
  try {
    const backlogs = await client.withDeadline(Date.now() + temporalDeadlineMs, () => readBacklogs(client));
    return [
      { name: 'goen_temporal_up', value: 1 },
      ...backlogs.map(
        ({ taskQueue, type, tasks }): GaugeReading => ({
          name: 'goen_temporal_backlog',
          value: tasks,
          labels: { task_queue: taskQueue, type },
        }),
      ),
    ];
  } catch {
    return [{ name: 'goen_temporal_up', value: 0 }];
  }
}
