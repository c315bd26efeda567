import { listInbox, openMailbox, skipToFirstMail, waitUntil } from '@goen/stack/demo';
import { reportCandidate } from './start-product.ts';
import type { Step } from './steps.ts';
import { countDays, toTokyo } from './tokyo.ts';

/** From 29 December to 3 January nothing is sent; with the weekends beside it, that is the longest wait. */
const maxDaysToSendingDay = 11;
const familyNames = ['佐藤', '鈴木', '高橋'];

/** Rejections are reported; each result leaves on the next sending day, and never on the day of its report. */
export const result: Step = {
  name: 'result on the next sending day',
  async run(product, check) {
    const { hinode: api, temporal, inboxUrl, candidates } = product;
    for (const name of familyNames) candidates.push(await reportCandidate(api, name, 1));
    const today = toTokyo(Date.now()).date;
    for (const candidate of candidates) {
      const planned = (await api.getCase(candidate.caseId)).next_mail?.sends_at ?? '';
      const { date, weekday, hour } = toTokyo(planned || 0);
      check(date > today, `a result reported on ${today} is planned for ${planned}`);
      check(countDays(today, date) <= maxDaysToSendingDay, `a result waits until ${date}`);
      check(weekday >= 1 && weekday <= 5 && hour >= 10 && hour < 18, `a result leaves outside the window: ${planned}`);
      check((await listInbox(inboxUrl, candidate.address)).length === 0, 'a result left before its day');
      await skipToFirstMail(temporal, api, candidate);
      const sent = (await api.getCase(candidate.caseId)).timeline.filter(({ kind }) => kind === 'mail.sent');
      const sentOn = sent.map(({ data }) => String(data.date)).join(', ');
      check(sentOn === date, `planned for ${date}, sent on ${sentOn}`);
      const [mail, ...others] = await listInbox(inboxUrl, candidate.address);
      check(others.length === 0, `${others.length + 1} mails instead of the result alone`);
      check(mail?.text.includes('エンジニア') ?? false, 'the result does not name the job');
      // A consent to the relay: what the introduction later rests on.
      await openMailbox(inboxUrl, candidate.address).press('relay.grant');
      await waitUntil('a referral', async () =>
        (await api.getCase(candidate.caseId)).timeline.some(({ kind }) => kind === 'referral.made'),
      );
    }
  },
};
