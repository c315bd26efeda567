import { rejectionAccepted } from '@goen/contracts/public';
import { register } from '@goen/stack/demo';
import fc from 'fast-check';
import { toDate } from './calendar.ts';
import { isLate } from './case-rules.ts';
import { anIndex, type CommandSpec, pick } from './commands.ts';
import { refresh } from './live.ts';
import type { WorldCompany } from './stage.ts';
import {
  type Application,
  type CaseModel,
  type CompanyModel,
  findCurrentCase,
  findOpenCase,
  type PersonModel,
} from './state.ts';

const dayMs = 86_400_000;
/** Dates of a report are those of the wall: a case that lives much later would find them in its past. */
const maxAheadMs = 100 * dayMs;

const isNear = (company: CompanyModel, person: PersonModel): boolean =>
  (findOpenCase(company, person)?.aheadMs ?? 0) < maxAheadMs;

function toReport(person: PersonModel, { remoteId, rejectedMs, appliedOn, jobName }: Application): object {
  return {
    source: { ats: 'verify' },
    application: {
      remote_id: remoteId,
      rejected_at: new Date(rejectedMs).toISOString(),
      ...(appliedOn && { applied_at: appliedOn }),
      current_stage: appliedOn ? { name: '書類選考', kind: 'documents' } : { name: '一次面接', kind: 'interview' },
    },
    candidate: {
      remote_id: person.remoteId,
      family_name: person.familyName,
      given_name: '葵',
      emails: [{ value: person.address }],
    },
    job: { name: jobName },
  };
}

const createCase = (id: string, person: PersonModel, isRegistration: boolean): CaseModel => ({
  id,
  person,
  applications: [],
  sent: [],
  closed: null,
  aheadMs: 0,
  approved: [],
  held: [],
  isRegistration,
});

function assertAnswer(what: string, shown: unknown, expected: unknown): void {
  if (shown !== expected) throw new Error(`${what} is ${String(shown)}, not ${String(expected)}`);
}

/** A new rejection: it opens a case, or joins the open one. */
export const report: CommandSpec<{ person: number; daysAgo: number; documents: boolean }, PersonModel> = {
  name: 'report',
  input: fc.record({ person: anIndex, daysAgo: fc.constantFrom(0, 0, 0, 1, 3, 45), documents: fc.boolean() }),
  find: (company, input) => {
    const person = pick(company.persons, input.person);
    return person && isNear(company, person) && !(person.erased || person.hired) ? person : null;
  },
  run: async (_world, { api, model }, person, { daysAgo, documents }) => {
    const n = model.nextApplication++;
    const now = Date.now();
    const application: Application = {
      remoteId: `A-${n}`,
      rejectedMs: now - daysAgo * dayMs - 60_000,
      acceptedMs: now,
      appliedOn: documents ? toDate(now - daysAgo * dayMs - dayMs) : null,
      jobName: `職種${n}`,
      n,
      cancelled: false,
      answered: false,
    };
    const open = findOpenCase(model, person);
    const answer = rejectionAccepted.parse(await api.post('/v1/rejections', toReport(person, application)));
    assertAnswer('known', answer.known, false);
    assertAnswer('joined', answer.joined, open !== undefined);
    if (open) assertAnswer('the case', answer.case_id, open.id);
    const isMailed = model.sendsResults && !isLate(application) && !person.unreachable;
    assertAnswer('will_be_mailed', answer.will_be_mailed, isMailed);
    const one = open ?? createCase(answer.case_id, person, false);
    if (!open) model.cases.push(one);
    person.reapplied = false;
    one.applications.push(application);
    refresh(model, one);
  },
};

/** The same rejection again, whatever happened to it: the same case, and nothing else. */
export const reportAgain: CommandSpec<{ index: number }, { one: CaseModel; application: Application }> = {
  name: 'reportAgain',
  input: fc.record({ index: anIndex }),
  find: ({ cases }, { index }) =>
    pick(
      cases
        .filter(({ person }) => !person.erased)
        .flatMap((one) => one.applications.map((application) => ({ one, application }))),
      index,
    ),
  run: async (_world, { api }, { one, application }) => {
    const answer = rejectionAccepted.parse(await api.post('/v1/rejections', toReport(one.person, application)));
    assertAnswer('known', answer.known, true);
    assertAnswer('the case', answer.case_id, one.id);
  },
};

/** Rules 3 and 50. */
export const unreject: CommandSpec<{ index: number }, { one: CaseModel; application: Application }> = {
  name: 'unreject',
  input: fc.record({ index: anIndex }),
  find: (company, { index }) =>
    pick(
      company.cases
        .filter((one) => !one.person.erased && findCurrentCase(company, one.person) === one)
        .flatMap((one) => one.applications.map((application) => ({ one, application })))
        .filter(({ application }) => !application.cancelled),
      index,
    ),
  run: async (_world, { api, model }, { one, application }) => {
    await api.reportEvent({
      type: 'application.unrejected',
      source: { ats: 'verify' },
      occurred_at: new Date().toISOString(),
      application: { remote_id: application.remoteId },
    });
    application.cancelled = true;
    refresh(model, one);
  },
};

type EventType = 'candidate.hired' | 'candidate.reapplied';

export const tellEvent: CommandSpec<{ index: number; type: EventType }, { one: CaseModel; person: PersonModel }> = {
  name: 'tellEvent',
  input: fc.record({ index: anIndex, type: fc.constantFrom<EventType>('candidate.hired', 'candidate.reapplied') }),
  find: (company, { index }) => {
    const open = company.cases.filter(({ closed, applications }) => closed === null && applications.length > 0);
    const one = pick(open, index);
    return one && { one, person: one.person };
  },
  run: async (_world, { api, model }, { one, person }, { type }) => {
    await api.reportEvent({
      type,
      source: { ats: 'verify' },
      occurred_at: new Date().toISOString(),
      candidate: { remote_id: person.remoteId },
    });
    if (type === 'candidate.hired') person.hired = true;
    else person.reapplied = true;
    refresh(model, one);
  },
};

/** Rule 53: a registration by the template; a report of the same person confirms it. */
export const registerByTemplate: CommandSpec<{ person: number }, PersonModel> = {
  name: 'register',
  input: fc.record({ person: anIndex }),
  find: (company, { person: index }) => {
    const person = pick(company.persons, index);
    const isKnown = company.cases.some((one) => one.person === person);
    return company.sendsResults || isKnown || !company.settings.relay ? null : person;
  },
  run: async ({ stage }, company: WorldCompany, person) => {
    const { api, model, registrationUrl } = company;
    const known = new Set(model.cases.map(({ id }) => id));
    await register(stage.inboxUrl, registrationUrl ?? '', {
      familyName: person.familyName,
      givenName: '葵',
      email: person.address,
    });
    const created = (await api.listCases()).find(({ id }) => !known.has(id));
    if (created === undefined) throw new Error('A registration made no case');
    const one = createCase(created.id, person, true);
    model.cases.push(one);
    Object.assign(person, { relay: 'granted', relayGrantedMs: Date.now() });
    person.registrationMails += 1;
    assertAnswer('the referral', (await api.getCase(one.id)).referral, 'unconfirmed');
  },
};
