import type { StoredMessage } from '@goen/contracts/internal';
import type { MessageExplanation, WaitingReason } from '@goen/contracts/public';
import type { SkipReason } from '@goen/contracts/workflow';

const undelivered: Partial<Readonly<Record<StoredMessage['state'], MessageExplanation>>> = {
  bounced: {
    ja: '宛先のメールサーバーが受信を拒否しました。この宛先には今後送信しません。',
    en: 'The recipient’s mail server refused the mail for good. No more mails go to this address.',
  },
  complained: {
    ja: '受信者が迷惑メールとして報告しました。この宛先には今後送信しません。',
    en: 'The recipient reported the mail as spam. No more mails go to this address.',
  },
  failed: {
    ja: '配信サービスが受け付けましたが、配信を断念しました。',
    en: 'The mail provider took the mail and gave up on it.',
  },
  suppressed: {
    ja: '以前の配信エラーまたは迷惑メール報告のため、配信サービスが送信しませんでした。',
    en: 'The mail provider dropped the mail because of an earlier bounce or complaint.',
  },
};

const skipped: Readonly<Record<SkipReason, MessageExplanation>> = {
  suppressed: { ja: 'この宛先への送信は停止されています。', en: 'Mails to this address have been stopped.' },
  daily_limit: {
    ja: '同じ日に別のご案内を送信しているため、送信しませんでした。',
    en: 'Another invitation or follow-up went to this person on the same day.',
  },
  sender_incomplete: {
    ja: '法令で必要な送信者情報が不足しているため、送信しませんでした。',
    en: 'Details of the sender that the law requires are missing.',
  },
  no_basis: {
    ja: '送信の同意など、法令上の根拠がないため、送信しませんでした。',
    en: 'There is no legal basis for the mail, such as a consent.',
  },
  refused_by_provider: {
    ja: '配信サービスがメールの受付を拒否しました。',
    en: 'The mail provider refused the mail.',
  },
  unconfirmed: {
    ja: '配信サービスから応答がなく、送信の有無を確認できませんでした。二重送信を避けるため、再送しません。',
    en: 'The mail provider never said whether it took the mail. It is not sent again, so that nobody gets it twice.',
  },
  no_address: { ja: '送信できる宛先がありません。', en: 'There is no address to mail to.' },
  cancelled: { ja: '担当者が送信を取り消しました。', en: 'A member cancelled the mail.' },
};

const waiting: Readonly<Record<WaitingReason, MessageExplanation>> = {
  sender_domain_unverified: {
    ja: '送信ドメインの認証が完了していません。完了後に送信します。',
    en: 'The sender domain is not verified yet. The mail leaves once it is.',
  },
  provider_not_configured: {
    ja: '配信サービスが設定されていません。運営事務局による対応が必要です。',
    en: 'The mail provider is not set up. The operator has to act.',
  },
  provider_misconfigured: {
    ja: '配信サービスへの接続が認証されません。運営事務局による対応が必要です。',
    en: 'The mail provider does not accept our key. The operator has to act.',
  },
  provider_unavailable: {
    ja: '配信サービスに接続できません。自動的に再試行します。',
    en: 'The mail provider cannot be reached. The mail is retried.',
  },
  outcome_unknown: {
    ja: '配信サービスから応答がありません。送信の有無を確認しています。',
    en: 'The mail provider gave no answer. Whether the mail is out is being found out.',
  },
};

/** Why a mail did not arrive, or has not left, in plain words; null: nothing is wrong with it. */
export function explainMessage(
  message: Pick<StoredMessage, 'state' | 'skipReason' | 'waiting'>,
): MessageExplanation | null {
  if (message.waiting !== null) return waiting[message.waiting.reason];
  if (message.state === 'skipped') return message.skipReason && skipped[message.skipReason];
  return undelivered[message.state] ?? null;
}
