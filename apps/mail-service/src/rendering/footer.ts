import { isForRecruiters, isRegulated } from '@goen/contracts/workflow';
import { markVariable } from '../wordings/expand-tokens.ts';
import type { MailInput } from './mail-input.ts';
import { oneLine } from './one-line.ts';
import { webUrl } from './web-url.ts';

export type FooterLine = { label: string | null; text: string; url: string | null };
export type Footer = { lines: FooterLine[]; note: string | null };

/**
 * Who sends and how to be heard, in every mail. A regulated mail also says why it came and that it can be stopped
 * (特定電子メール法 Art. 4); the plain result has no list to leave. The page and the way out are each person's own.
 */
export function buildFooter({ kind, locale, sender, basis }: MailInput): Footer {
  const words = locale === 'ja' ? japanese : english;
  const line = (label: string | null, text: string, url: string | null = null): FooterLine => ({ label, text, url });
  const lines = [
    line(null, oneLine(sender.name)),
    line(null, oneLine(sender.postalAddress)),
    line(words.contact, oneLine(sender.contact), contactUrl(sender.contact)),
    // A recruiter has no page, and no data of theirs is held.
    ...(isForRecruiters(kind) ? [] : [line(words.page, words.pageHint, markVariable('pageUrl'))]),
    ...(isRegulated(kind) ? [line(words.stop, words.stopHint, markVariable('unsubscribeUrl'))] : []),
  ];
  return {
    lines: lines.filter(({ text }) => text !== ''),
    note: isRegulated(kind) ? words.why[basis ?? 'address_notified'] : null,
  };
}

const japanese = {
  contact: 'お問い合わせ',
  page: 'あなたのページ',
  pageHint: 'お預かりしている情報の確認・削除',
  stop: '配信停止',
  stopHint: '今後のご案内を受け取らない',
  why: {
    address_notified:
      'このメールは、ご応募の際にメールアドレスをお知らせくださった方にお送りしています。ご不要の場合は、いつでも配信を停止できます。',
    opt_in:
      'このメールは、ご案内の受信に同意くださった方にお送りしています。ご不要の場合は、いつでも配信を停止できます。',
  },
};

const english = {
  contact: 'Contact',
  page: 'Your page',
  pageHint: 'see or delete what we hold about you',
  stop: 'Unsubscribe',
  stopHint: 'receive no more of these mails',
  why: {
    address_notified:
      'You receive this mail because you gave us your address when you applied. You can stop these mails at any time.',
    opt_in: 'You receive this mail because you agreed to receive it. You can stop these mails at any time.',
  },
};

function contactUrl(contact: string): string | null {
  if (/^[^\s@<>]+@[^\s@<>]+$/.test(contact)) return `mailto:${contact}`;
  return webUrl(contact);
}
