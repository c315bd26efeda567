import { Company, Complaint, type Em } from '@goen/case-store';
import { type AuditActor, recordAudit } from '@goen/cases';
import { formatActor } from '@goen/contracts/workflow';
import { z } from 'zod';
import type { AdminContext } from './admin-context.ts';
import { AdminError, parseInput } from './admin-error.ts';
import { nameActors } from './operator-actor.ts';

/** More than are ever open; the oldest come first. */
const maxListed = 500;

/** Complaints of candidates, oldest first, one per line: id, when, about which company's page, the words, the answer. */
export async function listComplaints({ orm }: AdminContext, { all }: { readonly all: boolean }): Promise<string> {
  const em = orm.em.fork();
  const rows = await em.find(Complaint, all ? {} : { answeredAt: null }, {
    orderBy: { receivedAt: 'asc', id: 'asc' },
    limit: maxListed,
  });
  if (rows.length === 0) return all ? 'There are no complaints.' : 'No complaint is waiting for an answer.';
  const companies = await em.find(Company, { id: { $in: [...new Set(rows.map(({ companyId }) => companyId))] } });
  const nameActor = await nameActors(
    em,
    rows.map(({ answeredBy }) => answeredBy),
  );
  const nameOf = (id: string) => companies.find((company) => company.id === id)?.name ?? id;
  const oneLine = (text: string | null | undefined, without: string) => text?.replaceAll(/\s+/gu, ' ') ?? without;
  return rows
    .map((row) =>
      [
        row.id,
        row.receivedAt.toISOString(),
        nameOf(row.companyId),
        oneLine(row.text, '(erased)'),
        row.answeredAt
          ? `${nameActor(row.answeredBy)}: ${oneLine(row.answer, '(erased)')}`
          : row.notifiedAt
            ? '(waiting)'
            : '(waiting; nobody was mailed)',
      ].join('\t'),
    )
    .join('\n');
}

const newAnswer = z.object({
  id: z.uuid(),
  text: z.string().trim().min(1).max(4_000),
});

/** Answers a complaint; the candidate reads it on their page. A second answer replaces the first. */
export async function answerComplaint({ orm, actor }: AdminContext, input: z.input<typeof newAnswer>): Promise<void> {
  const { id, text } = parseInput(newAnswer, input);
  await orm.em.fork().transactional(async (em) => {
    const complaint = await em.findOne(Complaint, { id, text: { $ne: null } });
    if (complaint === null) throw new AdminError(`There is no complaint ${id}, or its candidate was erased.`);
    const answer = { answer: text, answeredBy: formatActor(actor), answeredAt: new Date() };
    await em.nativeUpdate(Complaint, { id }, answer);
    await recordAnsweredComplaint(em, id, actor);
  });
}

/** In the operator's own log: a company does not learn that its candidate complained. */
export const recordAnsweredComplaint = (em: Em, id: string, actor: AuditActor): Promise<void> =>
  recordAudit(em, {
    companyId: null,
    actor,
    action: 'complaint.answered',
    subject: { type: 'complaint', id },
  });
