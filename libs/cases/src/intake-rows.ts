import {
  Application,
  Candidate,
  CandidateAddress,
  CandidateAlias,
  CandidateTag,
  type Em,
  FactRow,
  FollowUpCase,
  OutboxRow,
  Rejection,
} from '@goen/case-store';
import { emitEvents } from '@goen/webhooks';
import { caseUpdateOf } from './case-file.ts';
import { insertAll } from './insert-all.ts';

/** A fact as it is about to be written. */
export type IntakeFact = Omit<FactRow, 'seq'>;

/** What an intake adds, gathered in memory and written at once. */
export type IntakeRows = {
  candidates: Candidate[];
  aliases: CandidateAlias[];
  addresses: CandidateAddress[];
  tags: CandidateTag[];
  applications: Application[];
  cases: FollowUpCase[];
  rejections: Rejection[];
  facts: IntakeFact[];
  outbox: Omit<OutboxRow, 'id'>[];
};

export const emptyRows = (): IntakeRows => ({
  candidates: [],
  aliases: [],
  addresses: [],
  tags: [],
  applications: [],
  cases: [],
  rejections: [],
  facts: [],
  outbox: [],
});

export const outboxRow = (
  of: Rejection,
  kind: 'start' | 'nudge',
  wakeAt: Date,
  now: Date,
): IntakeRows['outbox'][number] => ({
  companyId: of.companyId,
  caseId: of.caseId,
  introductionId: null,
  connectionId: null,
  importId: null,
  kind,
  wakeAt,
  attempts: 0,
  nextAttemptAt: now,
  createdAt: now,
});

/** In the order of the foreign keys; changed candidates are written by the flush. */
export async function writeRows(em: Em, rows: IntakeRows): Promise<void> {
  await insertAll(em, Candidate, rows.candidates);
  await insertAll(em, CandidateAlias, rows.aliases);
  // An address that a candidate had before is known already.
  await insertAll(em, CandidateAddress, rows.addresses, 'on conflict do nothing');
  await insertAll(em, CandidateTag, rows.tags);
  await insertAll(em, Application, rows.applications);
  await insertAll(em, FollowUpCase, rows.cases);
  await insertAll(em, Rejection, rows.rejections);
  await insertAll(em, FactRow, rows.facts);
  await insertAll(em, OutboxRow, rows.outbox);
  await tellOpened(em, rows.cases);
  await em.flush();
}

/** The company's endpoints hear of each case that opened; all of them are of one company. */
async function tellOpened(em: Em, [first, ...more]: readonly FollowUpCase[]): Promise<void> {
  if (first === undefined) return;
  const opened = [first, ...more].map(caseUpdateOf);
  await emitEvents(em, first.companyId, 'case.updated', opened, { at: first.openedAt });
}
