type MetricSpec = {
  readonly type: 'counter' | 'histogram' | 'gauge';
  readonly help: string;
  /** Ids, codes and states of a bounded number; never anything about a person. */
  readonly labels: readonly string[];
  readonly buckets?: readonly number[];
};

const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const workBuckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300];
const waitBuckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15];

const counter = (help: string, labels: readonly string[]): MetricSpec => ({ type: 'counter', help, labels });
const gauge = (help: string, labels: readonly string[] = []): MetricSpec => ({ type: 'gauge', help, labels });
const histogram = (help: string, labels: readonly string[], buckets: readonly number[]): MetricSpec => ({
  type: 'histogram',
  help,
  labels,
  buckets,
});

/** Every metric of our own, by the name that Prometheus sees. docs/metrics.md describes them. */
export const metricCatalog = {
  goen_http_request_duration_seconds: histogram(
    'Requests by route template and status.',
    ['method', 'route', 'status'],
    requestBuckets,
  ),
  goen_database_acquire_duration_seconds: histogram(
    'Wait for a connection of the pool of a database role.',
    ['role'],
    waitBuckets,
  ),
  goen_database_acquire_failures_total: counter('Connections that the pool of a role did not give.', ['role']),
  goen_database_waiting: gauge('Callers that wait for a connection of the pool of a role.', ['role']),
  goen_database_connections_in_use: gauge('Connections of the pool of a role that are in use.', ['role']),
  goen_gauge_read_failures_total: counter('Gauges that could not be read, by source.', ['source']),
  goen_vendor_calls_total: counter('Calls of ATS and CRM vendors by outcome (rate_limited is HTTP 429).', ['outcome']),

  goen_rejections_total: counter('Rejections that a transaction accepted or refused, by outcome.', ['outcome']),
  goen_outbox_dispatch_duration_seconds: histogram(
    'Calls that notify Temporal of an outbox row.',
    ['lane', 'kind', 'outcome'],
    workBuckets,
  ),
  goen_outbox_rows: gauge('Due outbox rows per lane, counted up to 10,000.', ['lane']),
  goen_outbox_oldest_seconds: gauge('For how long the oldest due outbox row has waited, per lane.', ['lane']),
  goen_outbox_failing_rows: gauge('Outbox rows of at least ten attempts.'),
  goen_cases: gauge('Open cases whose next step is due, overdue (1 hour) or stuck (1 day), up to 1,000 each.', [
    'reason',
  ]),
  goen_temporal_up: gauge('1 while Temporal answers.'),
  goen_temporal_backlog: gauge('Tasks that wait for a worker, about, by task queue and type.', ['task_queue', 'type']),
  goen_hook_deliveries_total: counter('Webhooks of ATSs by connection and outcome.', ['connection', 'outcome']),
  goen_connections_failing: gauge('Connections whose last run failed, by kind.', ['kind']),
  goen_connection_failing: gauge('1 per connection whose last run failed; the 100 that failed last.', [
    'connection',
    'kind',
  ]),
  goen_webhook_deliveries_total: counter('Attempts to deliver webhooks to companies, by outcome.', ['outcome']),
  goen_webhook_oldest_seconds: gauge('For how long the oldest due webhook delivery has waited.'),
  goen_crm_sync_oldest_seconds: gauge('For how long the oldest candidate has waited for a CRM, by connection.', [
    'connection',
  ]),
  goen_complaints_unanswered: gauge('Complaints that nobody has answered.'),

  goen_activity_duration_seconds: histogram(
    'Activities by outcome (completed, failed, cancelled).',
    ['activity', 'outcome'],
    workBuckets,
  ),

  goen_mails_waiting: gauge('Mails that were tried and have not left, by reason.', ['reason']),
  goen_mail_oldest_waiting_seconds: gauge('For how long the oldest such mail has waited.'),
  goen_mails_total: counter('Mails that were queued, sent or skipped, by provider and reason.', [
    'provider',
    'state',
    'reason',
  ]),
  goen_mail_provider_request_duration_seconds: histogram(
    'Requests that send mails, by provider and outcome.',
    ['provider', 'outcome'],
    requestBuckets,
  ),
  goen_mail_provider_paused_seconds: gauge('For how long requests to a provider still wait for its limit.', [
    'provider',
  ]),
  goen_mail_events_total: counter('Reports of mail providers, by provider and type.', ['provider', 'type']),
  goen_mail_notices_oldest_seconds: gauge('For how long the oldest report has waited for the gateway.'),

  goen_ledger_audit_faults: gauge('Faults that the last audit of the ledger found.'),
  goen_ledger_audit_age_seconds: gauge('Time since the last audit of the ledger.'),

  process_start_time_seconds: gauge('Start of the process, as a Unix time.'),
  process_resident_memory_bytes: gauge('Memory of the process.'),
  process_cpu_seconds_total: counter('CPU time of the process.', []),
  nodejs_heap_size_used_bytes: gauge('Used heap of the main thread.'),
  nodejs_heap_size_limit_bytes: gauge('Limit of that heap.'),
  nodejs_eventloop_lag_p99_seconds: gauge('Delay of the event loop since the last scrape, 99th percentile.'),
  nodejs_eventloop_lag_max_seconds: gauge('The same, the longest.'),
} as const satisfies Readonly<Record<string, MetricSpec>>;

export type MetricName = keyof typeof metricCatalog;
