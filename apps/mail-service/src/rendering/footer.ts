import { hasCandidatePage, introductionMailKinds, isRegulated, isResultMail } from '@goen/contracts/workflow';
import { markVariable } from '../wordings/expand-tokens.ts';
import type { MailInput } from './mail-input.ts';
import { oneLine } from './one-line.ts';
import { readSenderNames } from './sender-names.ts';
import { webUrl } from './web-url.ts';

export type FooterLine = { label: string | null; text: string; url: string | null };
export type Footer = { lines: FooterLine[]; note: string | null };

/**
 * The sender and how to reach them, in every mail. A regulated mail also says why it was sent and how to unsubscribe
 * (特定電子メール法 Art. 4); a plain result has nothing to unsubscribe from. The links are personal.
 */
export function buildFooter(input: MailInput): Footer {
  const { kind, locale, sender, basis } = input;
  const phrases = locale === 'ja' ? japanese : english;
  const line = (label: string | null, text: string, url: string | null = null): FooterLine => ({ label, text, url });
  const { legal, postalAddress } = readSenderNames(sender, locale);
  const lines = [
    line(null, legal),
    line(null, postalAddress),
    line(phrases.contact, oneLine(sender.contact), contactUrl(sender.contact)),
    ...listKeepingLines(input, phrases),
    ...(hasCandidatePage(kind) ? [line(phrases.page, phrases.pageHint, markVariable('pageUrl'))] : []),
    ...(isRegulated(kind) ? [line(phrases.stop, phrases.stopHint, markVariable('unsubscribeUrl'))] : []),
  ];
  return {
    lines: lines.filter(({ text }) => text !== ''),
    note: isRegulated(kind) ? `${phrases.why[findReason(kind, basis)]}${phrases.canStop}` : null,
  };
}

/** Questions about introductions rest on the relay consent, not on a consent to be sent news. */
const findReason = (kind: MailInput['kind'], basis: MailInput['basis']) =>
  introductionMailKinds.some((about) => about === kind) ? 'relay' : (basis ?? 'address_notified');

/** What becomes of the person's details, and whether they may apply again: no wording can leave it out. */
function listKeepingLines({ kind, variables }: MailInput, phrases: typeof japanese): FooterLine[] {
  const { keeping, reapplication } = variables;
  const lines: FooterLine[] = [];
  if (keeping?.kind === 'kept' && keeping.until !== null) {
    const text = phrases.keptUntil(markVariable('keepUntil'));
    lines.push({ label: phrases.details, text, url: null });
    const { notice } = keeping;
    const link = notice?.link ? webUrl(notice.link) : null;
    if (notice) {
      const version = oneLine(notice.version);
      lines.push(
        link === null
          ? { label: phrases.notice, text: version, url: null }
          : { label: `${phrases.notice} (${version})`, text: link, url: link },
      );
    }
  }
  if (keeping?.kind === 'result_only') lines.push({ label: phrases.details, text: phrases.resultOnly, url: null });
  if (reapplication && isResultMail(kind)) {
    lines.push({ label: phrases.reapplication, text: markVariable('reapply'), url: null });
  }
  return lines;
}

const japanese = {
  contact: 'お問い合わせ',
  details: 'お預かりしている情報',
  keptUntil: (date: string) => `今後のご案内のため${date}まで保管し、その後削除いたします`,
  resultOnly: 'このご連絡の30日後に削除いたします',
  notice: '個人情報の取り扱い',
  reapplication: '再度のご応募',
  page: 'ご応募者さま専用ページ',
  pageHint: 'お預かりしている情報の確認・削除、苦情やお問い合わせ',
  stop: '配信停止',
  stopHint: '今後のご案内を受け取らない',
  why: {
    address_notified: 'このメールは、ご応募の際にメールアドレスをお知らせくださった方にお送りしています。',
    opt_in: 'このメールは、ご案内の受信に同意くださった方にお送りしています。',
    relay: 'このメールは、キャリアリレーに同意くださった方にお送りしています。',
  },
  canStop: 'ご不要の場合は、いつでも配信を停止できます。',
};

const english = {
  contact: 'Contact',
  details: 'Your details',
  keptUntil: (date: string) => `kept until ${date} so that we can tell you of new openings, then deleted`,
  resultOnly: 'deleted 30 days after this email',
  notice: 'Privacy notice',
  reapplication: 'Applying again',
  page: 'Your page',
  pageHint: 'see or delete what we hold about you, or make a complaint',
  stop: 'Unsubscribe',
  stopHint: 'stop these emails',
  why: {
    address_notified: 'You are receiving this email because you gave us your address when you applied. ',
    opt_in: 'You are receiving this email because you agreed to receive it. ',
    relay: 'You are receiving this email because you consented to the career relay. ',
  },
  canStop: 'You can unsubscribe at any time.',
};

function contactUrl(contact: string): string | null {
  if (/^[^\s@<>]+@[^\s@<>]+$/.test(contact)) return `mailto:${contact}`;
  return webUrl(contact);
}
