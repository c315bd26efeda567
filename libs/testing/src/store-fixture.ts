import { randomUUID } from 'node:crypto';
import {
  Application,
  Candidate,
  CandidateAddress,
  CandidateTag,
  caseStoreSpec,
  type Em,
  FollowUpCase,
  migrateCases,
  openCaseStore,
  Rejection,
  withCompany,
} from '@goen/case-store';
import type { NewFact } from '@goen/cases';
import { companySettings } from '@goen/contracts/internal';
import { migratedDatabases } from '@goen/postgres-server/vitest';
import { openDatabase } from '@goen/service-kit/database';
import { inject } from 'vitest';

export const someday = new Date('2026-11-24T11:00:00+09:00');
const settings = companySettings.parse({
  sender: { name: '株式会社例', fromAddress: 'jinji@example.jp', postalAddress: '東京都', contact: 'jinji@example.jp' },
  // A result leaves as soon as its undo window is over.
  resultDelayDays: 0,
  resultLeastDays: 0,
  personalNoteFrom: null,
});

/** The store on a real database, in the role of the services, with one company. */
export async function startStoreFixture() {
  const { cases } = await migratedDatabases(inject('postgresAdminUrl'), { cases: migrateCases });
  const orm = await openCaseStore({ url: cases.url });
  const owner = await openDatabase(caseStoreSpec, { url: cases.migrationUrl });
  const sql = <T>(text: string, values: unknown[] = []) => owner.em.fork().execute<T[]>(text, values);
  const companyId = randomUUID();
  await sql('insert into company values (?, ?, ?, ?, now())', [companyId, 'C', 'c', JSON.stringify(settings)]);
  const asCompany = <T>(work: (em: Em) => Promise<T>) => withCompany(orm, companyId, work);
  return {
    orm,
    /** Connected as the owner of the schema, like the operator's commands. */
    owner,
    operatorUrl: cases.operatorUrl,
    companyId,
    sql,
    asCompany,
    /** A candidate with every field set, without a case. */
    candidate: () => asCompany((em) => insertCandidate(em, companyId)),
    /** A case of the candidate with one application and one rejection, and no facts. */
    openCase: (candidateId: string, parts: Partial<FollowUpCase> = {}) =>
      asCompany((em) => insertCase(em, { companyId, candidateId }, parts)),
    /** The `rejection.reported` fact of the case’s rejection, not stored yet. */
    async reported(caseId: string): Promise<NewFact<'rejection.reported'>> {
      const { id, sourceKey, remoteId } = await asCompany((em) => em.findOneOrFail(Rejection, { caseId }));
      const reportedAt = someday.toISOString();
      const data = { rejectionId: id, sourceKey, remoteId, rejectedAt: reportedAt, acceptedAt: reportedAt };
      return { kind: 'rejection.reported', at: someday, data: { ...data, stage: 'interview', silent: null } };
    },
    async close() {
      await orm.close(true);
      await owner.close(true);
    },
  };
}

async function insertCandidate(em: Em, companyId: string): Promise<string> {
  const id = randomUUID();
  const personHash = id.padEnd(64, '0');
  await em.insert(Candidate, {
    id,
    companyId,
    sourceKey: 'ats:x',
    remoteId: `C-${id}`,
    familyName: '山田',
    givenName: '花子',
    familyNameKana: 'ヤマダ',
    givenNameKana: 'ハナコ',
    fullName: '山田 花子',
    email: 'hanako@example.jp',
    emails: [{ value: 'hanako@example.jp', type: 'personal' }],
    phones: [{ value: '03-0000-0000' }],
    personHash,
    prefecture: '東京都',
    locale: 'ja',
    mayBeMailed: true,
    lastStage: 'interview',
    lastRejectedAt: someday,
    relayConsent: 'unknown',
    createdAt: someday,
  });
  const owner = { companyId, candidateId: id };
  await em.insert(CandidateAddress, { id: randomUUID(), ...owner, personHash, createdAt: someday });
  await em.insert(CandidateTag, { id: randomUUID(), ...owner, kind: 'skill', value: 'Go', valueKey: 'go' });
  return id;
}

type CaseOwner = { readonly companyId: string; readonly candidateId: string };

async function insertCase(em: Em, owner: CaseOwner, parts: Partial<FollowUpCase>): Promise<string> {
  const [caseId, applicationId, rejectionId] = [randomUUID(), randomUUID(), randomUUID()];
  const remote = { sourceKey: 'ats:x', remoteId: `A-${applicationId}` };
  await em.insert(FollowUpCase, {
    id: caseId,
    ...owner,
    state: 'open',
    stage: 'interview',
    nextStep: 'rejection_mail',
    openedAt: someday,
    ...parts,
  });
  await em.insert(Application, {
    id: applicationId,
    ...owner,
    ...remote,
    jobRemoteId: 'J-1',
    jobName: '営業',
    jobCategory: 'sales',
    appliedAt: someday,
    remoteUrl: 'https://ats.example/hanako',
    customFields: { 備考: '花子さん' },
    remoteData: { name: '山田花子' },
    createdAt: someday,
  });
  await em.insert(Rejection, {
    id: rejectionId,
    ...owner,
    ...remote,
    caseId,
    applicationId,
    rejectedAt: someday,
    acceptedAt: someday,
    stage: 'interview',
    reason: '花子さんは経験が浅い',
    jobName: '営業',
  });
  return caseId;
}
