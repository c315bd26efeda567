import { findAnswerDate } from '@goen/case-domain';
import type { Em } from '@goen/case-store';
import { pgArray } from '@goen/service-kit';

/** When what happened; null: it has not. */
export type IntroductionDates = {
  readonly asked_at: string | null;
  readonly answer_by: string | null;
  readonly provided_at: string | null;
  readonly reported_at: string | null;
  readonly closed_at: string | null;
};

type Row = { readonly id: string } & {
  readonly [K in Exclude<keyof IntroductionDates, 'answer_by'>]: Date | string | null;
};

const noDates: IntroductionDates = {
  asked_at: null,
  answer_by: null,
  provided_at: null,
  reported_at: null,
  closed_at: null,
};
const lastOf = (kind: string) => `max(at) filter (where kind = '${kind}')`;

/** Reads the facts of a page of introductions, in the session of either company. */
export async function readIntroductionDates(
  em: Em,
  ids: readonly string[],
): Promise<(id: string) => IntroductionDates> {
  const rows = await em.execute<Row[]>(
    `select introduction_id as id, ${lastOf('candidate.asked')} as asked_at, ${lastOf('profile.provided')} as provided_at,
       ${lastOf('company.reported')} as reported_at, ${lastOf('introduction.closed')} as closed_at
     from introduction_fact where introduction_id = any(?::uuid[]) group by introduction_id`,
    [pgArray(ids)],
  );
  const dates = new Map(rows.map((row) => [row.id, toDates(row)]));
  return (id) => dates.get(id) ?? noDates;
}

function toDates({ asked_at: asked, provided_at: provided, reported_at: reported, closed_at: closed }: Row) {
  const askedAt = toInstant(asked);
  return {
    asked_at: askedAt,
    answer_by: askedAt === null ? null : findAnswerDate(Date.parse(askedAt)),
    provided_at: toInstant(provided),
    reported_at: toInstant(reported),
    closed_at: toInstant(closed),
  } satisfies IntroductionDates;
}

const toInstant = (at: Date | string | null): string | null => (at === null ? null : new Date(at).toISOString());
