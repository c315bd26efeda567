import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { caseStoreSpec } from '@goen/case-store';
import { checkAuditChain } from '@goen/cases';
import { openDatabase } from '@goen/service-kit/database';
import type { Stack } from '@goen/stack';
import type { TemporalClient } from '@goen/stack/demo';
import { toCaseWorkflowId, toIntroductionWorkflowId, toReInvitationWorkflowId } from '@goen/temporal-kit';
import { z } from 'zod';
import type { QueryRows } from '../query-rows.ts';
import type { CrashCompany } from './companies.ts';
import { findBadHandOvers } from './find-bad-hand-overs.ts';
import type { AcceptedRejection } from './report-candidates.ts';

/** Of the sandbox's mails: two with the same reference are one message sent twice. */
const sandboxMail = z.array(
  z.object({ id: z.string(), to: z.array(z.string()), subject: z.string(), reference: z.string().nullable() }),
);
type SandboxMail = z.infer<typeof sandboxMail>[number];

export type Audited = {
  readonly stack: Stack;
  readonly temporal: TemporalClient;
  readonly queries: Readonly<Record<'cases' | 'mail' | 'credit', QueryRows>>;
  readonly companies: readonly CrashCompany[];
  readonly accepted: readonly AcceptedRejection[];
};

/** What was lost, happened twice or is left without anybody who goes on with it; each in words. */
export async function findViolations(audited: Audited): Promise<string[]> {
  const found: string[] = [];
  for (const find of [
    findLostRejections,
    findRepeatedMails,
    findAbandonedWork,
    findCutOffUploads,
    findBadHandOvers,
    findBadPostings,
    findRepeatedRequests,
    findBrokenChains,
  ]) {
    found.push(...(await find(audited)));
  }
  return found;
}

/** An accepted rejection has its case, and its result was sent once, or the row says why it was not. */
async function findLostRejections({ accepted, queries }: Audited): Promise<string[]> {
  const rows = await queries.cases(
    `select r.company_id || ' ' || r.remote_id as key, count(*)::int as rejections,
       count(f.seq) filter (where f.kind = 'mail.sent')::int as sent,
       count(f.seq) filter (where f.kind = 'mail.skipped')::int as skipped
     from rejection r left join fact f on f.case_id = r.case_id and f.kind in ('mail.sent', 'mail.skipped')
       and f.data -> 'rejectionIds' ? r.id::text and f.data ->> 'mail' in ('rejection', 'rejection_relay')
     group by r.company_id, r.remote_id, r.id`,
  );
  const byKey = Map.groupBy(rows, ({ key }) => key);
  return accepted.flatMap(({ company, remoteId, channel, address }) => {
    const found = byKey.get(`${company.id} ${remoteId}`) ?? [];
    const what = `the rejection ${remoteId} of ${company.slug} (${channel}, ${address})`;
    if (found.length === 0) return [`${what} was accepted and is lost`];
    if (found.length > 1) return [`${what} was stored ${found.length} times`];
    const { sent = 0, skipped = 0 } = found[0] ?? {};
    const outcomes = Number(sent) + Number(skipped);
    return outcomes === (channel === 'former' ? 0 : 1) ? [] : [`${what} has ${outcomes} outcomes of its result`];
  });
}

/** What reached the provider is one mail per message, and every message that counts as sent is there. */
async function findRepeatedMails({ stack, queries, accepted }: Audited): Promise<string[]> {
  const messages = await queries.mail('select id, key, state, batch_id from message');
  const isWhole = messages.length < maxListed;
  const mails = isWhole
    ? await listMails(stack, '')
    : (await Promise.all(accepted.map(({ address }) => listMails(stack, address)))).flat();
  const findRepeats = (toKey: (mail: SandboxMail) => string) =>
    [...Map.groupBy(mails, toKey)].filter(([, same]) => same.length > 1);
  const references = new Set(mails.map(({ reference }) => reference));
  const isOut = ({ state }: Record<string, unknown>) => state !== 'skipped' && state !== 'queued';
  // HubSpot knows a mail by the id of its request.
  const isThere = ({ id, batch_id: batchId }: Record<string, unknown>) =>
    references.has(String(id)) || references.has(String(batchId));
  const missing = isWhole ? messages.filter((row) => isOut(row) && !isThere(row)) : [];
  return [
    ...findRepeats(({ reference, id }) => reference ?? id).map(
      ([reference, same]) => `the message ${reference} reached the provider ${same.length} times`,
    ),
    ...findRepeats(({ to, subject }) => `${to.join(', ')}: ${subject}`).map(
      ([mail, same]) => `${same.length} mails to ${mail}`,
    ),
    ...missing.map(({ key, state }) => `the mail ${String(key)} counts as ${String(state)} and never left`),
  ];
}

/** The sandbox lists no more at once. */
const maxListed = 1_000;

async function listMails({ urls }: Stack, address: string): Promise<SandboxMail[]> {
  const response = await fetch(`${urls.inbox}/inbox.json?to=${encodeURIComponent(address)}&limit=${maxListed}`);
  return sandboxMail.parse(await response.json());
}

/** An open case, introduction or re-invitation has a workflow that runs, or an outbox row that starts one. */
async function findAbandonedWork({ queries, temporal }: Audited): Promise<string[]> {
  const open = [
    {
      what: 'case',
      column: 'case_id',
      sql: `select id from follow_up_case where state = 'open'`,
      toId: toCaseWorkflowId,
    },
    {
      what: 'introduction',
      column: 'introduction_id',
      sql: `select id from introduction where state <> 'closed'`,
      toId: toIntroductionWorkflowId,
    },
    {
      what: 're-invitation',
      column: 're_invitation_id',
      sql: `select id from re_invitation where state <> 'closed'`,
      toId: toReInvitationWorkflowId,
    },
  ];
  const abandoned: string[] = [];
  for (const { what, column, sql, toId } of open) {
    const waiting = new Set(
      (await queries.cases(`select ${column} as id from outbox where ${column} is not null`)).map(({ id }) => id),
    );
    for (const { id } of await queries.cases(sql)) {
      if (!waiting.has(id) && !(await isRunning(temporal, toId(String(id))))) {
        abandoned.push(`the ${what} ${String(id)} is open and has neither a workflow nor an outbox row`);
      }
    }
  }
  const holds = await queries.credit(
    `select id from journal_entry h where kind = 'hold' and not exists (
       select from journal_entry e where e.company_id = h.company_id and e.reverses = h.id)`,
  );
  for (const { id } of holds) {
    if (!(await isRunning(temporal, String(id)))) abandoned.push(`the hold ${String(id)} has no running introduction`);
  }
  return abandoned;
}

/** An upload whose process died is ended by its wake-up, two hours after it began. */
async function findCutOffUploads({ queries }: Audited): Promise<string[]> {
  const stuck = await queries.cases(
    `select i.id from file_import i where i.state = 'receiving'
       and not exists (select from outbox o where o.import_id = i.id)`,
  );
  return stuck.map(({ id }) => `nothing ends the upload ${String(id)}, which was cut off`);
}

async function isRunning(temporal: TemporalClient, workflowId: string): Promise<boolean> {
  const described = await temporal.workflow
    .getHandle(workflowId)
    .describe()
    .catch(() => null);
  return described?.status.name === 'RUNNING';
}

/** The books are sound, and each referral fact is one posting. */
async function findBadPostings({ stack, queries }: Audited): Promise<string[]> {
  const faults = await auditBooks(stack.databases.credit.url);
  const made = await queries.cases(`select data ->> 'entryId' as id from fact where kind = 'referral.made'`);
  const posted = await queries.credit(`select id from journal_entry where kind = 'referral'`);
  const [madeIds, postedIds] = [made, posted].map((rows) => new Set(rows.map(({ id }) => String(id))));
  return [
    ...faults.map((fault) => `the books: ${fault}`),
    ...posted
      .filter(({ id }) => !madeIds?.has(String(id)))
      .map(({ id }) => `the posting ${String(id)} is not known to its case`),
    ...made
      .filter(({ id }) => !postedIds?.has(String(id)))
      .map(({ id }) => `the referral ${String(id)} was never posted`),
  ];
}

/** A request that was repeated with its key, because its answer got lost, has made one row. */
async function findRepeatedRequests({ queries }: Audited): Promise<string[]> {
  const repeated = await queries.cases(
    `select 'the position ' || title as what, count(*)::int as times from position group by company_id, title
     union all
     select 'the re-invitation to position ' || position_id, count(*)::int from re_invitation group by position_id`,
  );
  return repeated
    .filter(({ times }) => times !== 1)
    .map(({ what, times }) => `${String(what)} exists ${Number(times)} times`);
}

const auditMain = join(import.meta.dirname, '../../../../apps/credit-service/src/audit/main.ts');

export function auditBooks(url: string): Promise<string[]> {
  const env = { PATH: process.env.PATH, CREDIT_DATABASE_URL: url };
  return new Promise((resolve) => {
    execFile(process.execPath, [auditMain], { env }, (error, _, stderr) => {
      resolve(error === null ? [] : stderr.split('\n').filter(Boolean));
    });
  });
}

async function findBrokenChains({ stack, companies }: Audited): Promise<string[]> {
  const owner = await openDatabase(caseStoreSpec, { url: stack.databases.cases.migrationUrl });
  try {
    const checked = await Promise.all(
      [null, ...companies.map(({ id }) => id)].map((id) => checkAuditChain(owner.em.fork(), id)),
    );
    return checked.flatMap(({ faults }) =>
      faults.map(({ chain, seq, fault }) => `the audit log of ${chain}: event ${seq} ${fault}`),
    );
  } finally {
    await owner.close(true);
  }
}
