import { listInbox, skipToFirstMail, waitUntil } from '@goen/stack/demo';
import { type Product, reportCandidate } from './start-product.ts';
import type { Step } from './steps.ts';
import { toTokyo } from './tokyo.ts';

/** A company closes on the very day on which a result is to leave: it leaves on the next sending day instead. */
export const closures: Step = {
  name: 'no mail on a company holiday',
  async run(product, check) {
    const { hinode: api, temporal, inboxUrl } = product;
    const candidate = await reportCandidate(api, '加藤', 1);
    const readDate = async () => toDate((await api.getCase(candidate.caseId)).next_mail?.sends_at);
    const closed = await readDate();
    const preview = await close(product, [closed], { dry_run: 'true' });
    const moved = preview.moved_mails?.items.find(({ case_id: caseId }) => caseId === candidate.caseId);
    check(moved !== undefined, 'the dry run lists no mail that a closure moves');
    check((await readDate()) === closed, 'a dry run moved a mail');

    await close(product, [closed]);
    const planned = await waitUntil('the mail to move', async () => {
      const date = await readDate();
      return date !== closed && date;
    });
    check(planned > closed, `closed on ${closed}, the mail moved to ${planned}`);
    await skipToFirstMail(temporal, api, candidate);
    const sent = (await api.getCase(candidate.caseId)).timeline.filter(({ kind }) => kind === 'mail.sent');
    const sentOn = sent.map(({ data }) => String(data.date)).join(', ');
    check(sentOn === planned, `planned for ${planned}, sent on ${sentOn}`);
    const mails = await listInbox(inboxUrl, candidate.address);
    check(mails.length === 1, `${mails.length} mails instead of the result alone`);
    await close(product, []);
  },
};

const toDate = (instant: string | null | undefined): string => toTokyo(instant ?? 0).date;

const close = ({ hinode }: Product, dates: readonly string[], query: { dry_run?: 'true' } = {}) =>
  hinode.changeSettings({ hours: { closures: [...dates] } }, query);
