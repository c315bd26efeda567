import { parseCaseIdFromMailKey } from '@goen/case-domain';
import { type Em, FollowUpCase, Introduction, ReInvitation } from '@goen/case-store';
import { parseReInvitationMailKey } from '@goen/cases';

type MailCase = { readonly caseId: string; readonly candidateId: string };

/** Of a question to a candidate; notices to companies have other names. */
const parseIntroductionMailKey = (key: string): string | null =>
  /^introduction:([0-9a-f-]{36}):(?:ask|reminder)\b/.exec(key)?.[1] ?? null;

const collect = (keys: readonly string[], parse: (key: string) => string | null): string[] =>
  keys.flatMap((key) => parse(key) ?? []);

/**
 * The case and candidate of each mail, by its key: of a case's own mail, and of one about an introduction or an opening.
 * Mails without a case (to recruiters, tests) are left out. In a session of the company.
 */
export async function findMailCases(em: Em, keys: readonly string[]): Promise<ReadonlyMap<string, MailCase>> {
  const reInvitations = await em.find(ReInvitation, { id: { $in: collect(keys, parseReInvitationMailKey) } });
  const introductions = await em.find(Introduction, { id: { $in: collect(keys, parseIntroductionMailKey) } });
  const cases = await em.find(FollowUpCase, { id: { $in: collect(keys, parseCaseIdFromMailKey) } });
  const known = new Map<string, MailCase>([
    ...cases.map(({ id, candidateId }) => [id, { caseId: id, candidateId }] as const),
    ...[...reInvitations, ...introductions].map(
      ({ id, caseId, candidateId }) => [id, { caseId, candidateId }] as const,
    ),
  ]);
  return new Map(
    keys.flatMap((key) => {
      const id =
        parseCaseIdFromMailKey(key) ?? parseReInvitationMailKey(key) ?? parseIntroductionMailKey(key) ?? undefined;
      const found = id === undefined ? undefined : known.get(id);
      return found ? [[key, found] as const] : [];
    }),
  );
}
