import { openMailbox, skipToEnd, skipToMail, skipToQuestion } from '@goen/stack/demo';
import { findMails, findPageUrl } from './mails.ts';
import type { Product, Reported } from './start-product.ts';
import type { Check, Step } from './steps.ts';
import { countDays, countMonths, toJapanese } from './tokyo.ts';

const noticeDays = 14;
/** Where the fourteenth day before is no sending day, the notice leaves on one before it: at New Year six days earlier. */
const maxDaysEarlier = 11;

/** After twelve months one candidate says 続ける and stays; another is silent, gets one notice, and is erased. */
export const renewal: Step = {
  name: 'renewal or erasure after twelve months',
  async run(product, check) {
    const { candidates } = product;
    const [, staying, leaving] = candidates;
    if (staying === undefined || leaving === undefined) throw new Error('Nobody was told a result.');
    await renew(product, staying, check);
    await stayAway(product, leaving, check);
  },
};

async function renew({ hinode: api, temporal, inboxUrl }: Product, candidate: Reported, check: Check): Promise<void> {
  await skipToQuestion(temporal, api, candidate);
  const before = (await api.getCase(candidate.caseId)).keep_until ?? '';
  await openMailbox(inboxUrl, candidate.address).press('keeping.renew');
  const { keep_until: after, state } = await api.getCase(candidate.caseId);
  const months = countMonths(before, after ?? '');
  check(months === 12 && state === 'open', `a yes moved ${before} to ${after}, and the case is ${state}`);
}

async function stayAway(product: Product, candidate: Reported, check: Check): Promise<void> {
  const { hinode: api, temporal } = product;
  const { caseId, address } = candidate;
  await skipToQuestion(temporal, api, candidate);
  const keepUntil = (await api.getCase(caseId)).keep_until ?? '';
  await skipToMail(temporal, api, candidate, 'keeping_notice');
  const { timeline, state } = await api.getCase(caseId);
  const notice = timeline.find(({ kind, data }) => kind === 'mail.sent' && data.mail === 'keeping_notice');
  const days = countDays(String(notice?.data.date), keepUntil);
  check(days >= noticeDays && days <= noticeDays + maxDaysEarlier, `the notice left ${days} days before ${keepUntil}`);
  check(state === 'open', 'the details were erased with the notice');
  const notices = await findMails(product, address, '削除いたします');
  check(notices.length === 1, `${notices.length} notices were sent`);
  check(notices[0]?.text.includes(toJapanese(keepUntil)) ?? false, `the notice does not name ${keepUntil}`);

  await skipToEnd(temporal, api, candidate);
  const last = await findMails(product, address, '情報の削除について');
  check(last.length === 1, `${last.length} mails confirm the erasure`);
  const page = await (await fetch(findPageUrl(notices[0]))).text();
  check(page.includes('データを削除しました'), 'the page does not say that the details are erased');
  const lastSent = (await api.getCase(caseId)).timeline.findLast(({ kind }) => kind === 'mail.sent');
  const erasedOn = String(lastSent?.data.date);
  check(erasedOn >= keepUntil, `the last mail left on ${erasedOn}, before ${keepUntil}`);
}
