/** One database per service, each with a role that owns the schema and roles that services run as. */
export const serviceDatabases = ['cases', 'mail', 'credit', 'identity'] as const;
export type ServiceDatabase = (typeof serviceDatabases)[number];

export type DatabaseRoles = {
  /** Migrates; no service has its password. */
  readonly owner: string;
  /** The role in the services' URL. */
  readonly app: string;
  /** What services also connect as, for one purpose each, with the password of `app`. */
  readonly purposes: readonly string[];
  /** For the operator's command line. */
  readonly operator: string | null;
};

export const databaseRoles: Readonly<Record<ServiceDatabase, DatabaseRoles>> = {
  cases: {
    owner: 'cases_owner',
    app: 'cases_app',
    purposes: [
      'cases_keys',
      'cases_dispatcher',
      'cases_deliveries',
      'cases_hook_retries',
      'cases_sync',
      'cases_relay',
      'cases_console',
      'cases_ledgers',
    ],
    operator: 'cases_operator',
  },
  mail: { owner: 'mail_owner', app: 'mail_app', purposes: [], operator: null },
  credit: { owner: 'credit_owner', app: 'credit_app', purposes: [], operator: null },
  // The gateway's own: who signs in.
  identity: { owner: 'identity_owner', app: 'identity_app', purposes: [], operator: null },
};

/** The roles of a database with a password of their own. */
export const listPasswordRoles = ({ owner, app, operator }: DatabaseRoles): string[] => [
  owner,
  app,
  ...(operator === null ? [] : [operator]),
];
