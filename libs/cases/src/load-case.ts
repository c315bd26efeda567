import type { CaseInput } from '@goen/case-domain';
import {
  ApprovalReminder,
  Company,
  type Em,
  FactRow,
  FollowUpCase,
  findAddressStates,
  findMergedCandidates,
  OperatorLicence,
  toFact,
} from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { standingFactKinds } from '@goen/contracts/workflow';

export type LoadedCase = { readonly file: CaseInput; readonly row: FollowUpCase; readonly company: Company };

/**
 * Loads everything the next step of a case depends on: its facts, the standing facts of the person's other cases at
 * this company, the company's settings and the operator's licence. Null when the company has no such case.
 * `lock` makes other writers of the case wait until the transaction ends.
 */
export async function loadCase(em: Em, caseId: string, options: { lock?: boolean } = {}): Promise<LoadedCase | null> {
  // The lock comes first, so that everything read after it is the latest.
  if (options.lock) await em.execute('select 1 from follow_up_case where id = ? for update', [caseId]);
  return (await loadCases(em, [caseId])).get(caseId) ?? null;
}

/** The same for many cases of one company, in as many queries as for one. */
export async function loadCases(em: Em, caseIds: readonly string[]): Promise<ReadonlyMap<string, LoadedCase>> {
  const rows = await em.find(FollowUpCase, { id: { $in: [...caseIds] } }, { refresh: true });
  const [first] = rows;
  if (first === undefined) return new Map();
  const addressStates = await findAddressStates(
    em,
    rows.map(({ candidateId }) => candidateId),
  );
  const personByCandidate = await findMergedCandidates(em, [...new Set(rows.map(({ candidateId }) => candidateId))]);
  const facts = await em.find(
    FactRow,
    {
      $or: [
        { caseId: { $in: [...caseIds] } },
        { candidateId: { $in: [...personByCandidate.keys()] }, kind: { $in: [...standingFactKinds] } },
      ],
    },
    { orderBy: { seq: 'asc' } },
  );
  const company = await em.findOneOrFail(Company, { id: first.companyId });
  const [licence] = await em.find(OperatorLicence, {}, { orderBy: { expiresOn: 'desc' }, limit: 1 });
  const settings = companySettings.parse(company.settings);
  const [reminder] =
    settings.approval === 'required' || addressStates.size > 0 || facts.some(({ kind }) => kind === 'mail.approved')
      ? await em.find(ApprovalReminder, { companyId: company.id }, { orderBy: { date: 'desc' }, limit: 1 })
      : [];
  const shared = {
    settings,
    licence: licence ? { expiresOn: licence.expiresOn } : null,
    remindedOn: reminder?.date ?? null,
  };
  const standing: ReadonlySet<string> = new Set(standingFactKinds);
  const factsByCase = Map.groupBy(facts, ({ caseId }) => caseId);
  const standingByPerson = Map.groupBy(
    facts.filter(({ kind }) => standing.has(kind)),
    ({ candidateId }) => personByCandidate.get(candidateId) ?? candidateId,
  );
  return new Map(
    rows.map((row) => {
      const others = (standingByPerson.get(row.candidateId) ?? []).filter(({ caseId }) => caseId !== row.id);
      const all = [...(factsByCase.get(row.id) ?? []), ...others].toSorted((a, b) => a.seq - b.seq);
      const addressState = addressStates.get(row.candidateId) ?? null;
      return [row.id, { row, company, file: { caseId: row.id, facts: all.map(toFact), addressState, ...shared } }];
    }),
  );
}
