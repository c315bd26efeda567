import { AuditEvent, Company, type Em } from '@goen/case-store';
import { checkAuditChain, findAuditEvents } from '@goen/cases';
import { auditFilters } from '@goen/contracts/public';
import { exportAuditEvents } from '../identity/index.ts';
import { type AdminContext, findCompany } from './admin-context.ts';
import { AdminError, parseInput } from './admin-error.ts';
import { nameActors } from './operator-actor.ts';

const maxListed = 200;

export type AuditInput = {
  /** Null: changes of the operator's own settings. */
  readonly company: string | null;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject_id?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

/** The newest events, one per line: place, time, who, what, subject, details. */
export async function listAudit({ orm }: AdminContext, { company, ...input }: AuditInput): Promise<string> {
  const filters = parseInput(auditFilters, input);
  const em = orm.em.fork();
  const companyId = await findChain(em, company);
  const events = await findAuditEvents(em, { companyId, filters, after: 0, limit: maxListed, order: 'newest' });
  if (events.length === 0) return 'There is no such event.';
  const nameActor = await nameActors(
    em,
    events.map(({ actor }) => actor),
  );
  return events
    .map((event) =>
      [
        event.seq,
        event.occurredAt.toISOString(),
        nameActor(event.actor),
        event.action,
        `${event.subjectType}:${event.subjectId}`,
        JSON.stringify(event.data),
      ].join('\t'),
    )
    .join('\n');
}

export async function exportAudit(
  { orm }: AdminContext,
  { company, as, ...input }: AuditInput & { readonly as: string },
): Promise<string> {
  if (as !== 'csv' && as !== 'ndjson') throw new AdminError('--as is csv or ndjson.');
  const filters = parseInput(auditFilters, input);
  const em = orm.em.fork();
  const companyId = await findChain(em, company);
  const parts: string[] = [];
  const read = { companyId, filters, inTransaction: <T>(work: (em: Em) => Promise<T>) => work(orm.em.fork()) };
  for await (const part of exportAuditEvents(read, as)) parts.push(part);
  return parts.join('').trimEnd();
}

/** Recomputes every chain. Ends with one line of JSON; throws an AdminError that ends with it when a chain is broken. */
export async function verifyAudit({ orm }: AdminContext): Promise<string> {
  const em = orm.em.fork();
  const companies = await em.find(Company, {}, { orderBy: { slug: 'asc' } });
  const chains = [{ slug: '(operator)', id: null }, ...companies.map(({ slug, id }) => ({ slug, id }))];
  const lines: string[] = [];
  let [events, broken] = [0, 0];
  for (const { slug, id } of chains) {
    const checked = await checkAuditChain(orm.em.fork(), id);
    events += checked.events;
    broken += checked.faults.length;
    lines.push(...checked.faults.map(({ seq, fault }) => `✗ ${slug}: event ${seq} ${fault}`));
  }
  const unchained = await em.count(AuditEvent, { seq: null });
  if (unchained > 0) lines.push(`✗ ${unchained} event(s) without a place in a chain`);
  lines.push(JSON.stringify({ events, broken: broken + unchained }));
  const text = lines.join('\n');
  if (broken + unchained > 0) throw new AdminError(text);
  return text;
}

const findChain = async (em: Em, company: string | null): Promise<string | null> =>
  company === null ? null : (await findCompany(em, company)).id;
