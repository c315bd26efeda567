import type { Locale, WebhookEventType } from '@goen/contracts/public';

export type EventToDescribe = { readonly type: WebhookEventType; readonly data: Readonly<Record<string, unknown>> };

type Texts = Readonly<Record<Locale, string>>;

/** What members want to hear of: acceptances, interest, requests and failures. Never a name or an address. */
const texts: Partial<Readonly<Record<WebhookEventType, Texts>>> = {
  'introduction.accepted': {
    ja: '候補者が紹介を承諾しました。プロフィールをご確認いただけます。',
    en: 'A candidate accepted an introduction. You can read the profile now.',
  },
  'introduction.closed': { ja: '紹介が終了しました。', en: 'An introduction has ended.' },
  're_invitation.answered': {
    ja: '募集のご案内に、候補者から回答がありました。',
    en: 'A former candidate answered your mail about an opening.',
  },
  're_invitation.reapplied': {
    ja: 'ご案内した候補者から、再度の応募がありました。',
    en: 'A former candidate applied again after your mail.',
  },
  'feedback.requested': {
    ja: '候補者からフィードバックの依頼がありました。',
    en: 'A candidate asked for feedback.',
  },
  'correction.requested': {
    ja: '候補者から、登録情報の訂正の依頼がありました。',
    en: 'A candidate asked for a correction of their details.',
  },
  'credit.earned': { ja: '紹介クレジットを獲得しました。', en: 'You earned a credit.' },
  'address.shared': {
    ja: '同じメールアドレスの候補者が複数います。どなたのものか、ご確認ください。',
    en: 'Several candidates have the same address. Please decide whose it is.',
  },
  'message.failed': {
    ja: 'メールを送信できませんでした。配信サービスが配信を断念しています。',
    en: 'A mail could not be delivered: the mail provider gave up.',
  },
  'message.bounced': {
    ja: 'メールが宛先不明で戻りました。この宛先への送信を停止しました。',
    en: 'A mail bounced. No more mails go to that address.',
  },
  'message.complained': {
    ja: 'メールが迷惑メールとして報告されました。この宛先への送信を停止しました。',
    en: 'A mail was reported as spam. No more mails go to that address.',
  },
  'endpoint.test': {
    ja: 'Goen からのテスト通知です。この通知が届いていれば、設定は完了しています。',
    en: 'This is a test by Goen. If you can read it, the chat is set up.',
  },
};

export const chatEventTypes = (Object.keys(texts) as WebhookEventType[]).filter((type) => type !== 'endpoint.test');

const answers: Readonly<Record<string, Texts>> = {
  interested: { ja: '「関心がある」との回答です。', en: 'They are interested.' },
  not_now: { ja: '「今は検討しない」との回答です。', en: 'Not now, they say.' },
  no_more: { ja: '「今後は受け取らない」との回答です。', en: 'They want no more such mails.' },
};

/** A line for a chat, with the id under which the API shows what it is about. */
export function describeEvent({ type, data }: EventToDescribe, locale: Locale): string {
  const text = texts[type]?.[locale] ?? type;
  const answer = typeof data.answer === 'string' ? (answers[data.answer]?.[locale] ?? '') : '';
  const due =
    typeof data.due_on === 'string' ? (locale === 'ja' ? `期限：${data.due_on}` : `Due on ${data.due_on}.`) : '';
  const id = idFields.map((field) => data[field]).find((value) => typeof value === 'string');
  const subject = typeof id === 'string' ? `(${id})` : '';
  return ['[Goen]', text, answer, due, subject].filter(Boolean).join(' ');
}

/** The first one that an event has says best what it is about. */
const idFields = [
  'introduction_id',
  're_invitation_id',
  'feedback_request_id',
  'correction_request_id',
  'shared_address_id',
  'message_id',
  'case_id',
] as const;
