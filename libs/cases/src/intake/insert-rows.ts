import {
  Application,
  Candidate,
  CandidateAddress,
  CandidateAlias,
  CandidateTag,
  type Em,
  FactRow,
  FollowUpCase,
  IdempotencyKey,
  OutboxRow,
  Rejection,
} from '@goen/case-store';
import { type PreparedStatement, sendPrepared } from '@goen/service-kit/database';
import type { EntityClass, EntityMetadata } from '@mikro-orm/core';
import type { IntakeRows } from './intake-rows.ts';

type Table = { readonly entity: EntityClass<object>; readonly generated?: readonly string[]; readonly suffix?: string };
type WrittenRows = Pick<
  IntakeRows,
  | 'candidates'
  | 'aliases'
  | 'addresses'
  | 'tags'
  | 'applications'
  | 'cases'
  | 'rejections'
  | 'facts'
  | 'outbox'
  | 'responses'
>;

/** In the order of the statement's parameters. `generated`: properties that the database fills. */
export const writtenTables: readonly (readonly [keyof WrittenRows, Table])[] = [
  ['candidates', { entity: Candidate }],
  ['aliases', { entity: CandidateAlias }],
  // The candidate may have had the address before.
  ['addresses', { entity: CandidateAddress, suffix: 'on conflict do nothing' }],
  ['tags', { entity: CandidateTag }],
  ['applications', { entity: Application }],
  ['cases', { entity: FollowUpCase, generated: ['mailWaitReason', 'mailWaitSince'] }],
  ['rejections', { entity: Rejection }],
  [
    'facts',
    {
      entity: FactRow,
      generated: ['seq'],
      suffix: 'on conflict (case_id, dedupe_key) where dedupe_key is not null do nothing',
    },
  ],
  ['outbox', { entity: OutboxRow, generated: ['id', 'background', 'nextAttemptAt', 'createdAt'] }],
  [
    'responses',
    {
      entity: IdempotencyKey,
      generated: ['leaseUntil', 'createdAt'],
      // A row without a status is of a request that died.
      suffix: `on conflict (company_id, method, route, key) do update set body_hash = excluded.body_hash,
        status = excluded.status, content_type = excluded.content_type, body = excluded.body, created_at = now()`,
    },
  ],
];

type Column = { readonly property: string; readonly name: string };
type Insert = { readonly statement: PreparedStatement; readonly columns: readonly (readonly Column[])[] };

let insert: Insert | undefined;

/**
 * Inserts the rows of an intake with one statement and one parameter per table. References are checked at its end, so the
 * order of the tables does not matter.
 */
export async function insertRows(em: Em, rows: WrittenRows): Promise<void> {
  insert ??= buildInsert(em);
  const { columns, statement } = insert;
  const values = writtenTables.map(([name], table) => toJson(rows[name], columns[table] ?? []));
  await sendPrepared(em, statement, values);
}

function buildInsert(em: Em): Insert {
  const columns = writtenTables.map(([, { entity, generated = [] }]) => {
    const { props }: EntityMetadata = em.getMetadata().get(entity);
    return props.flatMap(({ name: property, fieldNames: [name = ''] }) =>
      generated.includes(property) ? [] : [{ property, name }],
    );
  });
  const inserts = writtenTables.map(([, { entity, suffix = '' }], index) => {
    const { tableName } = em.getMetadata().get(entity);
    const names = (columns[index] ?? []).map(({ name }) => `"${name}"`).join(', ');
    return `w${index} as (insert into "${tableName}" (${names})
      select ${names} from json_populate_recordset(null::"${tableName}", $${index + 1}::json) ${suffix})`;
  });
  return { statement: { name: 'intake_insert', text: `with ${inserts.join(', ')} select 1` }, columns };
}

/** Rows as an array of JSON objects, without their nulls: a column that is missing is null. */
const toJson = (rows: readonly object[], columns: readonly Column[]): string =>
  `[${rows.map((row) => toJsonRow(row as Readonly<Record<string, unknown>>, columns)).join(',')}]`;

function toJsonRow(row: Readonly<Record<string, unknown>>, columns: readonly Column[]): string {
  let json = '';
  for (const { property, name } of columns) {
    const value = row[property];
    if (value === undefined || value === null) continue;
    json += `${json === '' ? '' : ','}"${name}":${JSON.stringify(value)}`;
  }
  return `{${json}}`;
}
