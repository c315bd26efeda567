import { Company, Complaint } from '@goen/case-store';
import { z } from 'zod';
import type { AdminContext } from './admin-context.ts';
import { AdminError, parseInput } from './admin-error.ts';

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
  const nameOf = (id: string) => companies.find((company) => company.id === id)?.name ?? id;
  const oneLine = (text: string | null | undefined, without: string) => text?.replaceAll(/\s+/gu, ' ') ?? without;
  return rows
    .map((row) =>
      [
        row.id,
        row.receivedAt.toISOString(),
        nameOf(row.companyId),
        oneLine(row.text, '(erased)'),
        row.answeredAt ? `${row.answeredBy}: ${oneLine(row.answer, '(erased)')}` : '(waiting)',
      ].join('\t'),
    )
    .join('\n');
}

const newAnswer = z.object({
  id: z.uuid(),
  by: z.string().trim().min(1).max(200),
  text: z.string().trim().min(1).max(4_000),
});

/** Answers a complaint; the candidate reads it on their page. A second answer replaces the first. */
export async function answerComplaint({ orm }: AdminContext, input: z.input<typeof newAnswer>): Promise<void> {
  const { id, by, text } = parseInput(newAnswer, input);
  const changed = await orm.em
    .fork()
    .nativeUpdate(Complaint, { id, text: { $ne: null } }, { answer: text, answeredBy: by, answeredAt: new Date() });
  if (changed === 0) throw new AdminError(`There is no complaint ${id}, or its candidate was erased.`);
}
