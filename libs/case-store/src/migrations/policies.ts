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

export function ownRowsPolicies(table: string): string[] {
  return [
    `alter table ${table} enable row level security`,
    `create policy own on ${table} using (company_id = app_company()) with check (company_id = app_company())`,
  ];
}

export const policies = [
  // An unset variable is null, a reset one is empty: both mean no company.
  `create function app_company() returns uuid language sql stable
     as $$ select nullif(current_setting('app.company_id', true), '')::uuid $$`,
  'alter table company enable row level security',
  'create policy own on company using (id = app_company())',
  ...ownRows.flatMap(ownRowsPolicies),
  ...foundBySecret.map(
    ([table, column]) =>
      `create policy by_secret on ${table} for select
         using (${column} = nullif(current_setting('app.lookup_hash', true), ''))`,
  ),
];
