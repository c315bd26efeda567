import { isDeepStrictEqual } from 'node:util';
import { describeCase, type NextMail } from '@goen/case-domain';
import type { Em } from '@goen/case-store';
import type { CompanySettings } from '@goen/contracts/internal';
import { type LoadedCase, loadCases } from '../load-case.ts';

/** A case's next mail before and after a change; null: none is in the queue. */
export type MailMove = {
  readonly caseId: string;
  readonly candidateId: string;
  readonly before: NextMail | null;
  readonly after: NextMail | null;
};
export type MailMoves = {
  readonly evaluated: number;
  readonly moves: readonly MailMove[];
  /** The case after which the next page starts; null: all were evaluated. */
  readonly next: string | null;
};

const casesPerStatement = 250;
/** A request evaluates no more cases than it can in a second or two. */
const maxEvaluated = 2_500;
const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Which queued mails of open cases would move under other settings: what the cases decide now, and what they would decide,
 * by the same rules. Changes nothing. In the order of the cases' ids.
 */
export async function previewSettings(
  em: Em,
  companyId: string,
  settings: CompanySettings,
  {
    after = firstId,
    limit,
    nowMs,
  }: { readonly after?: string | undefined; readonly limit: number; readonly nowMs: number },
): Promise<MailMoves> {
  const moves: MailMove[] = [];
  let evaluated = 0;
  let last = after;
  while (evaluated < maxEvaluated) {
    const rows = await em.execute<{ id: string }[]>(
      `select id from follow_up_case where company_id = ? and state = 'open' and id > ? order by id limit ?`,
      [companyId, last, casesPerStatement],
    );
    const loaded = await loadCases(
      em,
      rows.map(({ id }) => id),
    );
    em.clear();
    for (const { id } of rows) {
      const one = loaded.get(id);
      const move = one && compareMails(one, settings, nowMs);
      evaluated += 1;
      last = id;
      if (move) moves.push(move);
      if (moves.length === limit) return { evaluated, moves, next: last };
    }
    if (rows.length < casesPerStatement) return { evaluated, moves, next: null };
  }
  return { evaluated, moves, next: last };
}

function compareMails({ row, file }: LoadedCase, settings: CompanySettings, nowMs: number): MailMove | null {
  const [before, after] = [describeMail(file, nowMs), describeMail({ ...file, settings }, nowMs)];
  if (isDeepStrictEqual(toShown(before), toShown(after))) return null;
  return { caseId: row.id, candidateId: row.candidateId, before, after };
}

function describeMail(file: LoadedCase['file'], nowMs: number): NextMail | null {
  const { state, mail } = describeCase(file, nowMs);
  return state === 'closed' ? null : mail;
}

/** What the queue shows of a mail. */
const toShown = (mail: NextMail | null) =>
  mail && [mail.mail, mail.rejectionIds, mail.sendsAtMs, mail.approval, mail.isNoteMissing];
