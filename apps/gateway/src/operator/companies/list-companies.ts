import { companySettings } from '@goen/contracts/internal';
import type { OperatorCompany, operatorCompanyQuery } from '@goen/contracts/public';
import { HttpProblem, readCursor, toPage } from '@goen/service-kit';
import type { z } from 'zod';
import { isSandbox } from '../../services/read-company-settings.ts';
import { type OperatorContext, toInstant, withConsole } from '../operator-context.ts';

type Row = {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly settings: unknown;
  readonly created_at: Date | string;
  readonly suspended_at: Date | string | null;
  readonly suspended_because: string | null;
  readonly owner: OperatorCompany['onboarding']['owner'];
  readonly has_key: boolean;
  readonly has_connection: boolean;
  readonly first_case_at: Date | string | null;
};

const columns = `c.id, c.name, c.slug, c.settings, c.created_at, c.suspended_at, c.suspended_because,
  exists (select from api_key k where k.company_id = c.id and k.revoked_at is null) as has_key,
  exists (select from connection n where n.company_id = c.id and n.state <> 'deleted') as has_connection,
  (select f.opened_at from follow_up_case f where f.company_id = c.id order by f.opened_at, f.id limit 1)
    as first_case_at,
  (select case when count(*) = 0 then 'none' when count(m.joined_at) > 0 then 'joined' else 'invited' end
    from member m where m.company_id = c.id and m.role = 'owner' and m.removed_at is null) as owner`;

/** A page of companies, newest first. What each has is found by index, however many cases there are. */
export async function listCompanies(
  context: OperatorContext,
  { cursor, limit, q }: z.output<typeof operatorCompanyQuery>,
) {
  const after = readCursor(cursor);
  const text = q?.toLowerCase();
  const conditions = [
    'true',
    ...(after === null ? [] : ['(c.created_at, c.id) < (?, ?::uuid)']),
    ...(text === undefined ? [] : ['(position(?::text in lower(c.name)) > 0 or position(?::text in c.slug) > 0)']),
  ];
  const values = [...(after === null ? [] : [after.at, after.id]), ...(text === undefined ? [] : [text, text])];
  const rows = await withConsole(context, (em) =>
    em.execute<Row[]>(
      `select ${columns} from company c where ${conditions.join(' and ')}
       order by c.created_at desc, c.id desc limit ?`,
      [...values, limit + 1],
    ),
  );
  return toPage(rows, limit, viewCompany, ({ created_at: at, id }) => ({ at: new Date(at), id }));
}

/** Throws `not_found`. */
export async function getOperatorCompany(context: OperatorContext, id: string): Promise<OperatorCompany> {
  const [row] = await withConsole(context, (em) =>
    em.execute<Row[]>(`select ${columns} from company c where c.id = ?`, [id]),
  );
  if (row === undefined) throw new HttpProblem('not_found');
  return viewCompany(row);
}

function viewCompany({ settings, created_at: createdAt, has_key, has_connection, first_case_at, ...row }: Row) {
  const { sender, keeping, mailProvider, takesPartInRelay } = companySettings.parse(settings);
  const since = toInstant(row.suspended_at);
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    created_at: new Date(createdAt).toISOString(),
    sandbox: isSandbox({ mailProvider }),
    suspended: since === null ? null : { since, because: row.suspended_because },
    onboarding: {
      owner: row.owner,
      has_api_key: has_key,
      has_connection,
      has_sender_identity: [sender.name, sender.postalAddress, sender.contact].every((text) => text.trim() !== ''),
      has_keeping_basis: keeping.basis !== null && !keeping.unconfirmed,
      takes_part_in_relay: takesPartInRelay,
      first_case_at: toInstant(first_case_at),
    },
  } satisfies OperatorCompany;
}
