import { toTokyoMs } from '@goen/case-domain';
import { Candidate, FollowUpCase, PersonalNote, Rejection, withCompany } from '@goen/case-store';
import { loadActors } from '@goen/cases';
import type { mailQueueQuery } from '@goen/contracts/public';
import { caseMailKinds } from '@goen/contracts/workflow';
import { readCursor, toPage } from '@goen/service-kit';
import type { FilterQuery } from '@mikro-orm/core';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { areMailsPaused } from '../../services/are-mails-paused.ts';
import { readCompanySettings } from '../../services/read-company-settings.ts';
import { findPeople } from './find-people.ts';
import { findIntroductionMails, type QueuedIntroductionMail } from './introduction-mails.ts';
import { nameDecider, toRecipient, toUndecidedState, type Undecided, viewQueuedMail } from './queued-mail.ts';
import { findReInvitationMails } from './re-invitation-mails.ts';

type Query = z.output<typeof mailQueueQuery>;
type Cursor = ReturnType<typeof readCursor>;

/** Null: there is no such filter. */
type People = ReadonlySet<string> | null;

const narrowTo = (people: People, id: string | undefined): People =>
  id === undefined ? people : new Set(people === null || people.has(id) ? [id] : []);

/** When a mail of the day is due, and when of the next. */
const toDay = (date: string) => [toTokyoMs(date, 0), toTokyoMs(date, 24 * 60)] as const;

function toConditions(companyId: string, query: Query, people: People, decision: FilterQuery<FollowUpCase>[]) {
  const after = readCursor(query.cursor);
  const kind = caseMailKinds.find((caseMail) => caseMail === query.kind);
  const conditions: FilterQuery<FollowUpCase>[] = [
    { companyId, state: 'open', nextMail: kind ?? { $ne: null } },
    ...decision,
    ...(query.stage ? [{ stage: query.stage }] : []),
    ...(people ? [{ candidateId: { $in: [...people] } }] : []),
    ...(query.sends_on ? [toDayCondition(query.sends_on)] : []),
    ...(query.sends_before ? [{ queuedAt: { $lt: new Date(toTokyoMs(query.sends_before, 0)) } }] : []),
    // The first condition lets the index start where the last page ended.
    ...(after ? [{ queuedAt: { $gte: after.at } }] : []),
    ...(after ? [{ $or: [{ queuedAt: { $gt: after.at } }, { id: { $gt: after.id } }] }] : []),
  ];
  return conditions;
}

function toDayCondition(date: string): FilterQuery<FollowUpCase> {
  const [from, until] = toDay(date);
  return { queuedAt: { $gte: new Date(from), $lt: new Date(until) } };
}

/** A page of the queue, the soonest first: the next mail of each open case, and those about introductions and openings. */
export function listMails({ orm, now }: GatewayContext, companyId: string, query: Query) {
  const after = readCursor(query.cursor);
  return withCompany(orm, companyId, async (em) => {
    const settings = await readCompanySettings(em, companyId);
    const undecided = toUndecidedState(settings.approval);
    const isPaused = await areMailsPaused(em, companyId);
    const others = { settings, now: now(), isPaused, from: after?.at };
    const found = query.q === undefined ? null : await findPeople(em, companyId, query.q);
    const people = narrowTo(found, query.candidate_id);
    const decision = toDecisionConditions(query.state, undecided);
    const isCaseMail = query.kind === undefined || caseMailKinds.some((kind) => kind === query.kind);
    const otherMails =
      query.kind === undefined || !isCaseMail
        ? [
            ...(await findIntroductionMails(em, companyId, others)),
            ...(await findReInvitationMails(em, companyId, others)),
          ].filter((mail) => matches(mail, query, people, after))
        : [];
    const rows =
      decision === null || !isCaseMail
        ? []
        : await em.find(
            FollowUpCase,
            { $and: toConditions(companyId, query, people, decision) },
            { orderBy: [{ queuedAt: 'asc' }, { id: 'asc' }], limit: query.limit + 1 },
          );
    const ids = rows.flatMap(({ nextMailRejectionIds }) => nextMailRejectionIds ?? []);
    const jobs = new Map(
      (await em.find(Rejection, { id: { $in: ids } }, { fields: ['jobName'] })).map(({ id, jobName }) => [id, jobName]),
    );
    const withNote = new Set(
      (await em.find(PersonalNote, { rejectionId: { $in: ids } }, { fields: ['rejectionId'] })).map(
        ({ rejectionId }) => rejectionId,
      ),
    );
    const places = [
      ...rows.map((row) => ({ id: row.id, queuedAt: row.queuedAt ?? row.openedAt, candidateId: row.candidateId, row })),
      ...otherMails.map((mail) => ({ ...mail, candidateId: mail.view.candidate_id })),
    ]
      .toSorted(compareByPlace)
      .slice(0, query.limit + 1);
    const candidateIds = [...new Set(places.map(({ candidateId }) => candidateId))];
    const candidates = new Map(
      (await em.find(Candidate, { id: { $in: candidateIds } })).map((candidate) => [candidate.id, candidate]),
    );
    const mails = places.flatMap((place) => {
      const recipient = toRecipient(candidates.get(place.candidateId));
      const view =
        'view' in place
          ? { ...place.view, ...recipient }
          : viewQueuedMail(place.row, { undecided, isPaused }, { jobs, withNote, recipient });
      return view === null ? [] : [{ id: place.id, queuedAt: place.queuedAt, view }];
    });
    const viewActor = await loadActors(
      em,
      mails.map(({ view }) => view.decided_by),
    );
    return toPage(
      mails,
      query.limit,
      ({ view }) => nameDecider(view, viewActor),
      ({ queuedAt, id }) => ({ at: queuedAt, id }),
    );
  });
}

type OtherMail = Pick<QueuedIntroductionMail, 'id' | 'queuedAt' | 'view'>;
type Place = Pick<OtherMail, 'id' | 'queuedAt'>;
const compareByPlace = (a: Place, b: Place): number =>
  a.queuedAt.getTime() - b.queuedAt.getTime() || (a.id < b.id ? -1 : 1);

/** The conditions of a page, for mails that are not rows of cases. */
function matches({ id, queuedAt, view }: OtherMail, query: Query, people: People, after: Cursor): boolean {
  const state = view.approval === 'not_needed' ? 'scheduled' : view.approval;
  const [from, until] = query.sends_on === undefined ? [-Infinity, Infinity] : toDay(query.sends_on);
  const place = { id: after?.id ?? '', queuedAt: after?.at ?? new Date(0) };
  return (
    (query.state === undefined || query.state === state) &&
    (query.kind === undefined || query.kind === view.kind) &&
    (query.stage === undefined || query.stage === view.stage) &&
    (people === null || people.has(view.candidate_id)) &&
    queuedAt.getTime() >= from &&
    queuedAt.getTime() < until &&
    (query.sends_before === undefined || queuedAt.getTime() < toTokyoMs(query.sends_before, 0)) &&
    compareByPlace(place, { id, queuedAt }) < 0
  );
}

/** The conditions on a case for its mail to be in this state; null: under the company's setting, no mail can be in it. */
function toDecisionConditions(state: Query['state'], undecided: Undecided): FilterQuery<FollowUpCase>[] | null {
  if (state === undefined) return [];
  if (state === 'approved' || state === 'held') return [{ mailDecision: state }];
  if (state === 'note_missing') return [{ noteMissing: true }];
  if (state === 'scheduled') return undecided === 'not_needed' ? [{ mailDecision: null }] : null;
  const lapsed: FilterQuery<FollowUpCase> = { mailDecision: 'lapsed' };
  return [undecided === 'awaiting' ? { $or: [lapsed, { mailDecision: null }] } : lapsed];
}
