import { mailDecisionResults } from '@goen/contracts/public';
import type { Stack } from '@goen/stack';
import { listInbox, openMailbox, skipToEnd, skipWorkflowUntil, type TemporalClient, waitUntil } from '@goen/stack/demo';
import { toIntroductionWorkflowId } from '@goen/temporal-kit';
import type { CrashCompany } from '../crash/companies.ts';
import { persist } from '../crash/persist.ts';
import type { AcceptedRejection } from '../crash/report-candidates.ts';
import type { QueryRows } from '../query-rows.ts';

/** Until a candidate was asked about an introduction, which is left without an answer. */
export async function waitForQuestion(temporal: TemporalClient, queryCases: QueryRows): Promise<string> {
  const read = async () => {
    const [row] = await queryCases('select id, state from introduction');
    return row && { id: String(row.id), state: String(row.state) };
  };
  const { id } = await waitUntil('an introduction', read);
  // On the day of the result no other regulated mail may leave.
  await skipWorkflowUntil(temporal, toIntroductionWorkflowId(id), {
    awaited: 'the question to a candidate',
    isDone: async () => (await read())?.state === 'asked',
    steps: ['ask'],
  });
  return id;
}

/** The candidate answers the mail that they got before the disaster. */
export async function finishIntroduction({ urls }: Stack, id: string, queryCases: QueryRows): Promise<void> {
  const [row] = await queryCases(
    'select c.email from introduction i join candidate c on c.id = i.candidate_id where i.id = $1',
    [id],
  );
  await openMailbox(urls.inbox, String(row?.email)).press('introduction.accept');
  await waitUntil('the hand-over', async () => {
    const facts = await queryCases(
      `select 1 from introduction_fact where introduction_id = $1 and kind = 'profile.provided'`,
      [id],
    );
    return facts.length > 0;
  });
}

type Held = { readonly mails: number; readonly cancelled: number };
type Sides = { readonly stack: Stack; readonly companies: readonly CrashCompany[]; readonly queryCases: QueryRows };

/** What a person does with each held mail: the provider shows that it left, or it is released, and approved if need be. */
export async function decideHeldMails({ stack, companies, queryCases }: Sides): Promise<Held> {
  const rows = await queryCases(
    `select k.id, k.company_id, k.next_mail as kind, c.email from follow_up_case k join candidate c on c.id = k.candidate_id
     where k.state = 'open' and k.mail_decision = 'held'`,
  );
  let cancelled = 0;
  for (const { id, company_id: companyId, kind, email } of rows) {
    const api = companies.find((company) => company.id === companyId)?.api;
    if (api === undefined) throw new Error('A held mail belongs to nobody');
    const decide = async (action: string) => {
      const body = { decisions: [{ case_id: id, kind, action }] };
      const answer = await persist('A decision', () => api.post('/v1/mails/decisions', body));
      const [result] = mailDecisionResults.parse(answer).results;
      if (result === undefined || !('state' in result))
        throw new Error(`A decision was refused: ${JSON.stringify(result)}`);
      return result;
    };
    const left = await listInbox(stack.urls.inbox, String(email));
    if (left.length > 0) {
      await decide('cancel');
      cancelled += 1;
    } else if ((await decide('release')).state === 'awaiting') {
      await decide('approve');
    }
  }
  return { mails: rows.length, cancelled };
}

/** Lets the year of a case that slept pass. */
export async function finishCase(
  temporal: TemporalClient,
  { company, remoteId }: AcceptedRejection,
  queryCases: QueryRows,
): Promise<boolean> {
  const [row] = await queryCases('select case_id from rejection where company_id = $1 and remote_id = $2', [
    company.id,
    remoteId,
  ]);
  const caseId = String(row?.case_id);
  await skipToEnd(temporal, company.api, { caseId, application: { applicationId: remoteId } });
  const [after] = await queryCases('select state from follow_up_case where id = $1', [caseId]);
  return after?.state === 'closed';
}
