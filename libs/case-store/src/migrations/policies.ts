/** Tables of a company: visible and writable only for the company that the transaction names. */
const ownRows = [
  'api_key',
  'connection',
  'position',
  'candidate',
  'candidate_tag',
  'application',
  'follow_up_case',
  'rejection',
  'fact',
  'candidate_link',
  'idempotency_key',
];

/** Lookup by secret before the company is known: only the row whose hash the transaction names. */
const foundBySecret = [
  ['api_key', 'key_hash'],
  ['candidate_link', 'token_hash'],
] as const;

/** Row-level security that binds the owner as well; its own policy is for migrations, views and functions that run as it. */
const forceRowSecurity = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy owner on ${table} to cases_owner using (true) with check (true)`,
];

/**
 * A table with a `company_id`: sessions of a company use its own rows only. `(select …)` evaluates the company once per
 * statement. Nothing is granted by default, so a table names the rights of the services here.
 */
export function ownRowsPolicies(table: string, privileges = 'select, insert, update, delete'): string[] {
  const isOwn = 'company_id = (select app_company())';
  return [
    ...forceRowSecurity(table),
    `create policy own on ${table} to cases_app using (${isOwn}) with check (${isOwn})`,
    `grant ${privileges} on ${table} to cases_app`,
  ];
}

export const policies = [
  // Replaced by 030: a company is named by a token.
  `create function app_company() returns uuid language sql stable
     as $$ select nullif(current_setting('app.company_id', true), '')::uuid $$`,
  'alter table company enable row level security',
  'create policy own on company using (id = app_company())',
  ...ownRows.flatMap((table) => ownRowsPolicies(table)),
  ...foundBySecret.map(
    ([table, column]) =>
      `create policy by_secret on ${table} for select
         using (${column} = nullif(current_setting('app.lookup_hash', true), ''))`,
  ),
];
