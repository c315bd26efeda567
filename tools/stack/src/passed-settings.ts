/** Where spans go; metrics have their own port per process. */
const telemetry = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_TRACES_SAMPLER_ARG',
  'METRICS_HOST',
];
const database = [
  ...telemetry,
  'DATABASE_ACQUIRE_TIMEOUT_MS',
  'DATABASE_LOCK_TIMEOUT_MS',
  'DATABASE_STATEMENT_TIMEOUT_MS',
  'DATABASE_IDLE_TIMEOUT_MS',
];
const worker = [...database, 'SYNC_IN_FLIGHT', 'WEBHOOK_ALLOW_PRIVATE', 'WORKER_CACHED_WORKFLOWS'];

/** The settings of docs/operating.md that each service gets from the environment of `npm start`. */
const passedSettings: Readonly<Record<string, readonly string[]>> = {
  mail: [
    ...database,
    'CHROMIUM_PATH',
    'CHROMIUM_SANDBOX',
    'HOOKS_HOST',
    'SANDBOX_INBOX_URL',
    'MAIL_BODY_RETENTION_DAYS',
    'MAIL_EVENT_RETENTION_DAYS',
    'MAIL_MESSAGE_RETENTION_DAYS',
    'MAIL_PROVIDER_TIMEOUT_MS',
    'MAIL_PURGE_INTERVAL_MINUTES',
  ],
  credit: database,
  worker,
  imports: [...worker, 'WATCH_FOLDER', 'WATCH_EVERY_MS'],
  gateway: [
    ...database,
    'WEBHOOK_ALLOW_PRIVATE',
    'WEBHOOK_IN_FLIGHT',
    'OUTBOX_IN_FLIGHT',
    'OUTBOX_MAX_BACKLOG',
    'OUTBOX_POLL_MS',
    'TESTING_ADVANCE',
    'OPERATOR_NAME',
    'CONSOLE_DIR',
    'TEMPORAL_UI_URL',
    'OPERATOR_MAIL_FROM',
    'OPERATOR_MAIL_PROVIDER',
    'SINGLE_SIGN_ON_PRIVATE_ISSUERS',
    'TRUSTED_PROXIES',
    'RATE_LIMIT_PER_KEY',
    'RATE_LIMIT_PER_SESSION',
    'RATE_LIMIT_PER_COMPANY',
    'RATE_LIMIT_PER_ADDRESS',
  ],
};

/** Those that are set: services get nothing else of the environment. */
export const pickPassedSettings = (service: string, env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    (passedSettings[service] ?? []).flatMap((name): [string, string][] => (env[name] ? [[name, env[name]]] : [])),
  );
