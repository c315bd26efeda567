import { withCompany } from '@goen/case-store';
import { wordingPage } from '@goen/contracts/internal';
import type { StageKind, WordingEffect, wordingTargetV1 } from '@goen/contracts/public';
import { caseMailKinds } from '@goen/contracts/workflow';
import type { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { readCompanySettings } from '../../services/read-company-settings.ts';

type Target = z.output<typeof wordingTargetV1>;
type Place = { readonly stage: StageKind | null; readonly category: string | null };
type Group = {
  readonly stage: StageKind;
  readonly category: string | null;
  readonly mails: number;
  readonly approved: number;
  readonly first: Date | string;
};

/** As mail-service compares categories. */
const toCategoryKey = (category: string | null | undefined): string | null =>
  (category ?? '').replaceAll(/\s+/gu, ' ').trim().normalize('NFKC').toLowerCase() || null;

const isSame = (a: Place, b: Place): boolean => a.stage === b.stage && a.category === b.category;

/** The mails in the queue for which the wording of this target is the nearest, once there is one. */
export async function countAffectedMails(
  context: GatewayContext,
  companyId: string,
  { kind, locale, stage, job_category: category }: Target,
): Promise<WordingEffect> {
  const own: Place = { stage: stage ?? null, category: toCategoryKey(category) };
  const others = await listPlaces(context, companyId, { kind, locale });
  const groups = await countGroups(context, companyId, { kind, locale });
  const isAffected = (mail: Place): boolean => {
    const byDistance: readonly Place[] = [
      mail,
      { stage: mail.stage, category: null },
      { stage: null, category: mail.category },
      { stage: null, category: null },
    ];
    const nearest = byDistance.find((place) => isSame(place, own) || others.some((other) => isSame(other, place)));
    return nearest !== undefined && isSame(nearest, own);
  };
  const affected = groups.filter((group) =>
    isAffected({ stage: group.stage, category: toCategoryKey(group.category) }),
  );
  const first = affected.map(({ first: at }) => new Date(at).toISOString()).toSorted()[0];
  return {
    mails: affected.reduce((sum, { mails }) => sum + mails, 0),
    approved: affected.reduce((sum, { approved }) => sum + approved, 0),
    first_due_at: first ?? null,
  };
}

type Kind = Pick<Target, 'kind' | 'locale'>;

/** Where the company has wordings of the kind and language. */
async function listPlaces({ mail }: GatewayContext, company: string, { kind, locale }: Kind): Promise<Place[]> {
  const places: Place[] = [];
  let cursor: string | null | undefined;
  do {
    const answer = await askService(mail, '/wordings', { query: { company, limit: 200, cursor: cursor ?? undefined } });
    const page = wordingPage.parse(await answer.json());
    places.push(
      ...page.items
        .filter((wording) => wording.kind === kind && wording.locale === locale)
        .map(({ stage, jobCategory }) => ({ stage: stage ?? null, category: toCategoryKey(jobCategory) })),
    );
    cursor = page.next;
  } while (cursor !== null);
  return places;
}

/** The queued mails of the kind and language that nobody edited, by what their wording depends on. */
async function countGroups({ orm }: GatewayContext, companyId: string, { kind, locale }: Kind): Promise<Group[]> {
  if (!caseMailKinds.some((caseMail) => caseMail === kind)) return [];
  return withCompany(orm, companyId, async (em) => {
    const settings = await readCompanySettings(em, companyId);
    return em.execute<Group[]>(
      `select c.next_mail_stage as stage, answered.job_category as category, count(*)::int as mails,
         (count(*) filter (where c.mail_decision = 'approved'))::int as approved, min(c.queued_at) as first
       from follow_up_case c join candidate k on k.id = c.candidate_id
       left join lateral (
         select a.job_category from rejection r join application a on a.id = r.application_id
         where r.id = any(c.next_mail_rejection_ids::uuid[]) order by r.rejected_at desc limit 1) answered on true
       where c.company_id = ? and c.state = 'open' and c.next_mail = ? and c.mail_edit_id is null
         and coalesce(k.locale, ?) = ?
       group by 1, 2`,
      [companyId, kind, settings.locale, locale],
    );
  });
}
