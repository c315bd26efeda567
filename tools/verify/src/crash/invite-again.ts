import { listInbox, openMailbox, skipWorkflowUntil, type TemporalClient } from '@goen/stack/demo';
import { toReInvitationWorkflowId } from '@goen/temporal-kit';
import type { QueryRows } from '../query-rows.ts';
import type { CrashCompany } from './companies.ts';
import { persist, pressOnce } from './persist.ts';
import { openPosition } from './positions.ts';
import { type AcceptedRejection, reportFormer } from './report-candidates.ts';

type Sides = { readonly inboxUrl: string; readonly temporal: TemporalClient; readonly queryCases: QueryRows };

/** A company tells a former candidate about an opening, and they are interested. */
export async function inviteAgain(
  { inboxUrl, temporal, queryCases }: Sides,
  company: CrashCompany,
  round: number,
): Promise<AcceptedRejection> {
  const candidate = await reportFormer(company);
  const { remoteId, address } = candidate;
  const [known] = await queryCases('select candidate_id from rejection where company_id = $1 and remote_id = $2', [
    company.id,
    remoteId,
  ]);
  const positionId = await openPosition(company, `Invitation ${round}`, null);
  const invitation = {
    candidate_ids: [known?.candidate_id],
    owner: { name: '採用 花子', email: `owner-${remoteId}@${company.slug}.example.jp` },
    what_is_new: 'フルリモートで働けます。',
  };
  await persist('An invitation', () => company.api.post(`/v1/positions/${positionId}/invitations`, invitation));
  const [invited] = await queryCases('select id from re_invitation where position_id = $1', [positionId]);
  if (invited === undefined) throw new Error(`Nobody was invited to position ${positionId}`);
  await persist('The time of an invitation', () =>
    skipWorkflowUntil(temporal, toReInvitationWorkflowId(String(invited.id)), {
      awaited: 'the invitation',
      isDone: async () => (await listInbox(inboxUrl, address)).some(({ subject }) => subject.includes('募集のご案内')),
      steps: ['invitation'],
    }),
  );
  await persist('Interest', () => pressOnce(() => openMailbox(inboxUrl, address).press('opening.interested')));
  return candidate;
}
