import { withCompany } from '@goen/case-store';
import { deriveLinkToken, saveLink } from '@goen/cases';
import type { RejectionAccepted } from '@goen/contracts/public';
import { aReport, startBench } from './gateway-fixture.ts';

export type PageBench = Awaited<ReturnType<typeof startPageBench>>;
export type Person = { readonly caseId: string; readonly candidateId: string; readonly token: string };

/** The bench of the gateway, with persons who hold a link to their page. */
export async function startPageBench() {
  const bench = await startBench();
  const linkTo = async (caseId: string): Promise<Person> => {
    const [found] = await bench.rows<{ candidate_id: string }>('select candidate_id from follow_up_case where id = ?', [
      caseId,
    ]);
    if (found === undefined) throw new Error('no such case');
    const token = deriveLinkToken('a-secret-of-the-tests', caseId, 1);
    const of = { id: caseId, companyId: bench.hinode.id, candidateId: found.candidate_id };
    await withCompany(bench.orm, bench.hinode.id, (em) => saveLink(em, of, 1, token));
    return { caseId, candidateId: found.candidate_id, token };
  };
  const report = async (body: unknown): Promise<RejectionAccepted> => {
    const answer = await bench.post('/v1/rejections', body);
    if (answer.status !== 202) throw new Error(`the report was answered with ${answer.status}`);
    return (await answer.json()) as RejectionAccepted;
  };
  return {
    ...bench,
    linkTo,
    report,
    /** Someone whose rejection was reported and who got a mail with a link. */
    person: async (parts: Parameters<typeof aReport>[0] = {}): Promise<Person> =>
      linkTo((await report(aReport(parts))).case_id),
    /** What a browser sends for a form, without following the answer. */
    submit: (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      Promise.resolve(bench.app.request(path, { method: 'POST', body: new URLSearchParams(fields), headers })),
    open: (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      Promise.resolve(bench.app.request(path, { method, headers })),
    /** The facts that a person decided, over all of their cases. */
    decided: (person: Person) =>
      bench.rows<{ kind: string; case_id: string; data: Record<string, unknown> }>(
        "select kind, case_id, data from fact where candidate_id = ? and kind <> 'rejection.reported' order by seq",
        [person.candidateId],
      ),
    nudges: async (caseId: string): Promise<number> =>
      (await bench.rows("select 1 from outbox where case_id = ? and kind = 'nudge'", [caseId])).length,
  };
}
