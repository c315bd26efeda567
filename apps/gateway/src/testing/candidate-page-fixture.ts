import { withCompany } from '@goen/case-store';
import { deriveLinkToken, saveLink } from '@goen/cases';
import type { RejectionAccepted } from '@goen/contracts/public';
import { aReport, startGatewayFixture } from './gateway-fixture.ts';

export type PageFixture = Awaited<ReturnType<typeof startPageFixture>>;
export type Person = { readonly caseId: string; readonly candidateId: string; readonly token: string };

/** The gateway fixture, with people who have a link to their page. */
export async function startPageFixture() {
  const gateway = await startGatewayFixture();
  const linkTo = async (caseId: string): Promise<Person> => {
    const [caseRow] = await gateway.rows<{ candidate_id: string }>(
      'select candidate_id from follow_up_case where id = ?',
      [caseId],
    );
    if (caseRow === undefined) throw new Error('There is no such case');
    const token = deriveLinkToken('a-secret-of-the-tests', caseId, 1);
    const caseKeys = { id: caseId, companyId: gateway.hinode.id, candidateId: caseRow.candidate_id };
    await withCompany(gateway.orm, gateway.hinode.id, (em) => saveLink(em, caseKeys, 1, token));
    return { caseId, candidateId: caseRow.candidate_id, token };
  };
  const report = async (body: unknown): Promise<RejectionAccepted> => {
    const answer = await gateway.post('/v1/rejections', body);
    if (answer.status !== 202) throw new Error(`The report failed with ${answer.status}`);
    return (await answer.json()) as RejectionAccepted;
  };
  return {
    ...gateway,
    linkTo,
    report,
    /** A person whose rejection was reported and who has received a link. */
    person: async (parts: Parameters<typeof aReport>[0] = {}): Promise<Person> =>
      linkTo((await report(aReport(parts))).case_id),
    /** Submits a form like a browser, without following the redirect. */
    submit: (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      Promise.resolve(gateway.app.request(path, { method: 'POST', body: new URLSearchParams(fields), headers })),
    open: (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      Promise.resolve(gateway.app.request(path, { method, headers })),
    /** The facts of the person's decisions, over all their cases. */
    decided: (person: Person) =>
      gateway.rows<{ kind: string; case_id: string; data: Record<string, unknown> }>(
        "select kind, case_id, data from fact where candidate_id = ? and kind <> 'rejection.reported' order by seq",
        [person.candidateId],
      ),
    nudges: async (caseId: string): Promise<number> =>
      (await gateway.rows("select 1 from outbox where case_id = ? and kind = 'nudge'", [caseId])).length,
  };
}
