import { unwrap } from '@goen/client';
import type { GatewayApi } from './gateway-api.ts';
import { openMailbox } from './mailbox.ts';
import { compareCounts } from './outcome.ts';
import { waitUntil } from './wait-until.ts';

/** A former candidate of a company whose mails may leave at any time. */
export type FormerCandidate = {
  readonly api: GatewayApi;
  readonly company: string;
  readonly caseId: string;
  readonly email: string;
  readonly source: { readonly ats: string };
  readonly remoteId: string;
};
export type ReInvitationResult = {
  readonly company: string;
  readonly position: string;
  /** How many of those invited … */
  readonly counts: Readonly<Record<'chosen' | 'sent' | 'interested' | 'replied_talk' | 'reapplied', number>>;
  readonly differences: readonly string[];
};

const title = '法人営業（新規事業）';
const recruiter = '採用 花子';
const expected = { chosen: 1, sent: 1, interested: 1, replied_talk: 1, reapplied: 1 };

/**
 * A company invites a former candidate to an opening. They are interested, the company wants to talk, and they apply
 * again. Everything goes through the public API, the mails and the page.
 */
export async function runReInvitation(
  inboxUrl: string,
  { api, company, caseId, email, source, remoteId }: FormerCandidate,
  report: (line: string) => void,
): Promise<ReInvitationResult> {
  const { goen } = api;
  report(`${company} opens a position, and invites a former candidate to apply again …`);
  report('The candidate is interested, the company wants to talk, and an application follows …');
  const { positionId, params } = await inviteToOpening(inboxUrl, { api, caseId, email }, title);
  const read = () => unwrap(goen.GET('/v1/re-invitations/{id}', { params }));
  await unwrap(goen.POST('/v1/re-invitations/{id}/reply', { params, body: { reply: 'talk' } }));
  const closed = await waitUntil('the reply', async () => {
    const view = await read();
    return view.state === 'closed' && view;
  });
  await api.reportEvent({
    type: 'candidate.reapplied',
    source,
    occurred_at: new Date().toISOString(),
    candidate: { remote_id: remoteId },
  });
  const query = { position_id: positionId };
  const { total } = await unwrap(goen.GET('/v1/reports/re-invitations', { params: { query } }));
  const { chosen, sent, interested, replied_talk, reapplied } = total;
  const counts = { chosen, sent, interested, replied_talk, reapplied };
  const differences = [
    ...compareCounts(`re-invitation of ${company}`, expected, counts),
    ...(closed.ended === 'talking' ? [] : [`the re-invitation ended as ${closed.ended}`]),
  ];
  return { company, position: title, counts, differences };
}

/** Opens a position and invites a former candidate, whose interest then waits for an answer. */
export async function inviteToOpening(
  inboxUrl: string,
  { api, caseId, email }: Pick<FormerCandidate, 'api' | 'caseId' | 'email'>,
  title: string,
): Promise<{ positionId: string; params: { path: { id: string } } }> {
  const { goen } = api;
  const required = [{ kind: 'skill' as const, value: '法人営業' }];
  const position = await unwrap(goen.POST('/v1/positions', { body: { title, required, regions: ['神奈川県'] } }));
  const { candidate_id: candidateId } = await api.getCase(caseId);
  const body = {
    candidate_ids: [candidateId],
    owner: { name: recruiter, email: 'hanako@minato.example.jp' },
    what_is_new: '新規事業の立ち上げに伴い、横浜の拠点で働けるようになりました。',
  };
  const { results } = await unwrap(
    goen.POST('/v1/positions/{id}/invitations', { params: { path: { id: position.id } }, body }),
  );
  const [invited] = results;
  if (!invited?.re_invitation_id) throw new Error(`Not invited: ${JSON.stringify(invited?.blocks)}`);
  const params = { path: { id: invited.re_invitation_id } };
  const read = () => unwrap(goen.GET('/v1/re-invitations/{id}', { params }));
  await waitUntil('the re-invitation', async () => (await read()).sent_at !== null);
  await openMailbox(inboxUrl, email).press('opening.interested');
  return { positionId: position.id, params };
}
