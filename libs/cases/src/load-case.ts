import type { CaseInput } from '@goen/case-domain';
import { type Candidate, type Company, type Em, FollowUpCase, toFact } from '@goen/case-store';
import { companySettings, type Fact } from '@goen/contracts/internal';
import { standingFactKinds } from '@goen/contracts/workflow';
import { pgArray } from '@goen/service-kit';
import type { EntityData } from '@mikro-orm/core';

export type LoadedCase = {
  readonly file: CaseInput;
  readonly row: FollowUpCase;
  readonly company: Pick<Company, 'id' | 'name'>;
  /** What lists show of the candidate, as it was when the case was loaded. */
  readonly shown: ShownCandidate;
};

/** The columns of a candidate that follow from the facts of their current case. */
export type ShownCandidate = Pick<
  Candidate,
  | 'relayConsent'
  | 'relayConsentLapsesAt'
  | 'mayBeMailed'
  | 'lastStage'
  | 'keepUntil'
  | 'keepingStatedAt'
  | 'resultOnly'
  | 'invitableFrom'
>;

/** When the company last changed its basis for keeping; null: never, or before such changes were recorded. */
export const toKeepingStatedAt = ({ settings: { keeping } }: Pick<CaseInput, 'settings'>): Date | null =>
  keeping.statedAt === null ? null : new Date(keeping.statedAt);

/**
 * Loads everything the next step of a case depends on: its facts, the standing facts of the person's other cases at
 * this company, the company's settings and the operator's licence. Null when the company has no such case.
 * `lock` makes other writers of the case wait until the transaction ends.
 */
export async function loadCase(em: Em, caseId: string, options: { lock?: boolean } = {}): Promise<LoadedCase | null> {
  // A statement of its own: what is read by the one that waits for a lock may be older than the lock.
  if (options.lock) await em.execute('select 1 from follow_up_case where id = ? for update', [caseId]);
  return (await loadCases(em, [caseId])).get(caseId) ?? null;
}

/** The same for many cases of one company. One statement in either case. */
export async function loadCases(em: Em, caseIds: readonly string[]): Promise<ReadonlyMap<string, LoadedCase>> {
  if (caseIds.length === 0) return new Map();
  // Unlike a query by entity, SQL does not see what is yet to be written.
  await em.flush();
  const loaded = await em.execute<LoadedRow[]>(loadSql, [pgArray(standingFactKinds), pgArray(caseIds)]);
  return new Map(loaded.map((columns) => [columns.id, toLoadedCase(em, columns)]));
}

type LoadedRow = EntityData<FollowUpCase> & { readonly id: string; readonly loaded: LoadedJson };

type LoadedJson = {
  readonly facts: readonly Fact[];
  readonly company: { readonly id: string; readonly name: string; readonly settings: unknown };
  readonly addressState: CaseInput['addressState'];
  readonly licenceExpiresOn: string | null;
  readonly joinedOn: string | null;
  readonly areMailsPaused: boolean;
  readonly pastSuspensions: NonNullable<CaseInput['pastSuspensions']>;
  readonly remindedOn: string | null;
  readonly isCurrent: boolean;
  readonly openings: readonly (readonly string[])[] | null;
  readonly shown: Omit<ShownCandidate, 'relayConsentLapsesAt' | 'keepingStatedAt'> & {
    readonly relayConsentLapsesAt: string | null;
    readonly keepingStatedAt: string | null;
  };
};

/** Facts are read through two indexes, by case and by person: the planner finds neither through an `or`. */
const loadSql = `
  select c.*, json_build_object(
    'facts', (
      select coalesce(json_agg(json_build_object(
        'seq', f.seq, 'caseId', f.case_id, 'kind', f.kind, 'at', f.at, 'data', f.data) order by f.seq), '[]')
      from (
        select seq, case_id, kind, at, data from fact where case_id = c.id
        union all
        select f.seq, f.case_id, f.kind, f.at, f.data
        from (select k.id union all select id from candidate where merged_into = k.id) person
        join fact f on f.candidate_id = person.id
        where f.kind = any(?::text[]) and f.case_id <> c.id) f),
    'company', json_build_object('id', company.id, 'name', company.name, 'settings', company.settings),
    'addressState', k.address_state,
    'licenceExpiresOn', (select max(expires_on) from operator_licence),
    'joinedOn', (select max(joined_on) from pool.own_relay_hire where candidate_id = c.candidate_id),
    'areMailsPaused', company.suspended_at is not null
      or exists (select from mail_pause p where p.company_id = c.company_id),
    'pastSuspensions', company.past_suspensions,
    'remindedOn', (select max(date) from approval_reminder r where r.company_id = c.company_id),
    'openings', case when exists (
        select from fact f where f.kind = 'preferences.set'
          and f.candidate_id in (select k.id union all select id from candidate where merged_into = k.id))
      then (select coalesce(json_agg(p.required_ids || p.desired_ids), '[]')
        from position p where p.company_id = c.company_id and p.state = 'open') end,
    'isCurrent', k.merged_into is null and not exists (
      select from follow_up_case o
      where o.candidate_id = c.candidate_id and (o.state, o.opened_at, o.id) > (c.state, c.opened_at, c.id)),
    'shown', json_build_object('relayConsent', k.relay_consent, 'relayConsentLapsesAt', k.relay_consent_lapses_at,
      'mayBeMailed', k.may_be_mailed, 'lastStage', k.last_stage,
      'keepUntil', k.keep_until, 'keepingStatedAt', k.keeping_stated_at, 'resultOnly', k.result_only,
      'invitableFrom', k.invitable_from)) as loaded
  from follow_up_case c
  join candidate k on k.id = c.candidate_id
  join company on company.id = c.company_id
  where c.id = any(?::uuid[])`;

function toLoadedCase(em: Em, { loaded, ...columns }: LoadedRow): LoadedCase {
  const { company, shown, licenceExpiresOn: expiresOn } = loaded;
  const toDate = (at: string | null) => (at === null ? null : new Date(at));
  return {
    row: em.map(FollowUpCase, columns),
    company: { id: company.id, name: company.name },
    shown: {
      ...shown,
      relayConsentLapsesAt: toDate(shown.relayConsentLapsesAt),
      keepingStatedAt: toDate(shown.keepingStatedAt),
    },
    file: {
      caseId: columns.id,
      facts: loaded.facts.map((fact) => toFact({ ...fact, at: new Date(fact.at) })),
      settings: companySettings.parse(company.settings),
      addressState: loaded.addressState ?? null,
      licence: expiresOn === null ? null : { expiresOn },
      remindedOn: loaded.remindedOn,
      joinedOn: loaded.joinedOn,
      areMailsPaused: loaded.areMailsPaused,
      pastSuspensions: loaded.pastSuspensions,
      openings: loaded.openings ?? [],
      isCurrent: loaded.isCurrent,
    },
  };
}
