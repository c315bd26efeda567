import { randomUUID } from 'node:crypto';
import { unwrap } from '@goen/client';
import type { QueuedMailKind } from '@goen/contracts/public';
import { openMailbox, skipWorkflowUntil } from '@goen/stack/demo';
import { toReInvitationWorkflowId } from '@goen/temporal-kit';
import { findMails, readPage } from './mails.ts';
import { type Product, type Reported, reportCandidate } from './start-product.ts';
import type { Step } from './steps.ts';

const whatIsNew = 'フルリモートで働けるようになりました。';
const recruiter = '佐藤 恵';
const title = 'シニアエンジニア';

/** A former candidate is invited to an opening, is interested, is answered, and applies again. */
export const reInvitation: Step = {
  name: 're-invitation of a former candidate',
  async run(product, check) {
    const { kaede: api, inboxUrl } = product;
    const former = await reportCandidate(api, '田中', 60);
    const recent = await reportCandidate(api, '伊藤', 5);
    const { goen } = api;
    const required = [{ kind: 'skill' as const, value: 'TypeScript' }];
    const position = await unwrap(goen.POST('/v1/positions', { body: { title, required, regions: ['東京都'] } }));
    const path = { id: position.id };

    const { items: listed } = await unwrap(goen.GET('/v1/positions/{id}/former-candidates', { params: { path } }));
    const [candidateId, recentId] = await Promise.all(
      [former, recent].map(async ({ caseId }) => (await api.getCase(caseId)).candidate_id),
    );
    const row = listed.find(({ id }) => id === candidateId);
    check(
      row?.may_be_invited === true && row.requirements.every(({ met }) => met),
      'the former candidate is not offered',
    );
    const reasons = listed.find(({ id }) => id === recentId)?.blocks.map(({ reason }) => reason);
    check(reasons?.includes('result_too_recent') ?? false, `a result five days ago does not prevent a mail`);

    const query = { candidate_id: candidateId ?? '', what_is_new: whatIsNew, as: 'text' as const };
    const preview = await unwrap(goen.GET('/v1/positions/{id}/invitation-preview', { params: { path, query } }));
    if (typeof preview === 'string') throw new Error('The preview is a picture.');
    check(preview.text.includes(whatIsNew) && preview.subject.includes(title), 'the preview is not the mail');

    const owner = { name: recruiter, email: 'sato@kaede.example.jp' };
    const body = { candidate_ids: [candidateId ?? '', recentId ?? ''], owner, what_is_new: whatIsNew };
    const { results } = await unwrap(goen.POST('/v1/positions/{id}/invitations', { params: { path }, body }));
    const id = results[0]?.re_invitation_id ?? '';
    check(results[1]?.re_invitation_id === null, 'somebody who may not be written to was invited');
    const params = { path: { id } };
    const read = () => unwrap(goen.GET('/v1/re-invitations/{id}', { params }));

    const sends = (kind: QueuedMailKind, subject: string) => approveAndSend(product, { id, former, kind, subject });
    check(await sends('re_invitation', '募集のご案内'), 'the invitation needs no approval');
    const [mail] = await findMails(product, former.address, '募集のご案内');
    check(
      [whatIsNew, 'エンジニア'].every((text) => mail?.text.includes(text)),
      'the mail does not name the earlier application and what is new',
    );
    check((await readPage(product, former.address)).includes(title), 'the page does not show the opening');

    await openMailbox(inboxUrl, former.address).press('opening.interested');
    const interested = await read();
    check(interested.state === 'interested' && interested.due_on !== null, `its state is ${interested.state}`);
    const unanswered = await countOf(product, position.id, 'unanswered');
    check(unanswered === 1, `${unanswered} interests wait for an answer`);
    await unwrap(goen.POST('/v1/re-invitations/{id}/reply', { params, body: { reply: 'talk' } }));
    check(await sends('re_invitation_talk', 'についてのお返事'), 'the reply needs no approval');
    check((await read()).reply === 'talk', 'the reply is not kept');

    await api.reportEvent({
      type: 'candidate.reapplied',
      source: { ats: 'verify' },
      occurred_at: new Date().toISOString(),
      candidate: { remote_id: former.application.applicationId },
      application: { remote_id: randomUUID() },
    });
    const reapplied = await countOf(product, position.id, 'reapplied');
    check(reapplied === 1, `${reapplied} applications count as reapplications`);
  },
};

type Approved = {
  readonly id: string;
  readonly former: Reported;
  readonly kind: QueuedMailKind;
  readonly subject: string;
};

/** Approves a mail of a re-invitation and lets its sending window come; false when the mail did not wait for a yes. */
async function approveAndSend(product: Product, { id, former, kind, subject }: Approved): Promise<boolean> {
  const { kaede: api, temporal } = product;
  const query = { limit: 200, kind };
  const { items: queue } = await unwrap(api.goen.GET('/v1/mails', { params: { query } }));
  const queued = queue.find(({ case_id: caseId }) => caseId === former.caseId);
  await api.decideMails({ case_id: former.caseId, kind, action: 'approve' });
  await skipWorkflowUntil(temporal, toReInvitationWorkflowId(id), {
    awaited: `the mail ${kind}`,
    isDone: async () => (await findMails(product, former.address, subject)).length > 0,
    steps: ['invitation', 'reply', 'approval'],
  });
  return queued?.waiting_for === 'approval';
}

async function countOf({ kaede }: Product, positionId: string, measure: 'unanswered' | 'reapplied'): Promise<number> {
  const query = { position_id: positionId };
  return (await unwrap(kaede.goen.GET('/v1/reports/re-invitations', { params: { query } }))).total[measure];
}
