import { unwrap } from '@goen/client';
import { openMailbox, skipToMail } from '@goen/stack/demo';
import { findMails, readPage } from './mails.ts';
import { approvedPhrase } from './start-product.ts';
import type { Step } from './steps.ts';

const ownWords = '設計の意図を、もう一歩伺えればと思いました。';

/** A candidate asks for feedback on their page; the answer in own words leaves once somebody approved it. */
export const feedback: Step = {
  name: 'feedback on request',
  async run(product, check) {
    const { hinode: api, temporal, inboxUrl, candidates } = product;
    const [candidate] = candidates;
    if (candidate === undefined) throw new Error('Nobody was told a result.');
    const { caseId, address } = candidate;
    const mailbox = openMailbox(inboxUrl, address);
    await mailbox.press('feedback.request');
    const { items, phrases } = await unwrap(api.goen.GET('/v1/feedback-requests'));
    const [request] = items;
    check(items.length === 1 && request?.case_id === caseId, `${items.length} requests are listed`);
    check(phrases.includes(approvedPhrase), 'the approved phrases are not offered');
    check((await readPage(product, address)).includes('ご希望を承りました'), 'the page does not confirm the request');

    const answered = {
      params: { path: { id: request?.id ?? '' } },
      body: { phrases: [approvedPhrase], own_words: ownWords },
    };
    await unwrap(api.goen.POST('/v1/feedback-requests/{id}/answer', answered));
    const queued = (await api.listMails()).find((mail) => mail.case_id === caseId);
    check(queued?.kind === 'feedback_answer' && queued.waiting_for === 'approval', 'own words wait for no approval');
    await api.decideMails({ case_id: caseId, kind: 'feedback_answer', action: 'approve' });
    await skipToMail(temporal, api, candidate, 'feedback_answer');
    const [mail] = await findMails(product, address, 'フィードバック');
    check(mail?.text.includes(approvedPhrase) ?? false, 'the mail has no approved phrase');
    check(mail?.text.includes(ownWords) ?? false, 'the mail has not the recruiter’s own words');
    check(
      (await readPage(product, address)).includes('メールでお返事をお送りしました'),
      'the page does not say that an answer came',
    );
  },
};
