import { type FactData, type FactKind, factData, type MailKind } from '@goen/contracts/internal';
import type { StageKind } from '@goen/contracts/public';

const stages: Readonly<Record<StageKind, string>> = {
  documents: '書類選考',
  interview: '面接',
  final: '最終面接',
  other: '選考',
};
const mails: Readonly<Partial<Record<MailKind, string>>> = {
  rejection: '選考結果のメール',
  rejection_relay: '選考結果のメール（リレーのご案内付き）',
  relay_reminder: 'リレーのご案内の再送メール',
  first_follow_up: '6か月後のフォローメール',
  second_follow_up: '12か月後のフォローメール',
};
const consents = { follow_up: '今後の連絡', relay: 'リレーへの参加' } as const;
const reasons: Readonly<Record<string, string>> = {
  story_told: '予定の連絡をすべて終えました',
  unsubscribed: '配信停止の希望がありました',
  address_unusable: 'メールアドレスに届きません',
  hired: '内定・入社となりました',
  reapplied: '再応募がありました',
  unrejected: '不採用が取り消されました',
  erased: '個人データの削除の希望がありました',
  without_mail: 'メールを送らない候補者です',
};

type About = { readonly jobOf: (sourceKey: string, remoteId: string) => string | null };
type Texts = { readonly [K in FactKind]?: (data: FactData<K>, about: About) => string | null };

const quoted = (job: string | null) => (job ? `「${job}」の` : '');

/** Facts that a company wants to read in its CRM. */
const texts: Texts = {
  'rejection.reported': ({ sourceKey, remoteId, stage }, { jobOf }) =>
    `${quoted(jobOf(sourceKey, remoteId))}不採用を受け付けました（${stages[stage]}）。`,
  'application.unrejected': ({ sourceKey, remoteId }, { jobOf }) =>
    `${quoted(jobOf(sourceKey, remoteId))}不採用が取り消されました。`,
  'candidate.reapplied': () => '再応募がありました。',
  'candidate.hired': ({ offerOnly }) => (offerOnly ? '内定となりました。' : '入社が決まりました。'),
  'mail.sent': ({ mail }) => `${mails[mail] ?? 'メール'}を送信しました。`,
  'mail.bounced': () => 'メールが届きませんでした。以後このアドレスには送信しません。',
  'mail.complained': () => '迷惑メールとして報告されました。以後このアドレスには送信しません。',
  'mail.unsubscribed': () => '配信停止の希望がありました。フォローメールは送信しません。',
  'consent.granted': ({ consent }) => `${consents[consent]}に同意しました。`,
  'consent.declined': ({ consent }) => `${consents[consent]}に同意しませんでした。`,
  'consent.withdrawn': ({ consent }) => `${consents[consent]}への同意を撤回しました。`,
  'case.paused': ({ until }) => `${until}まで連絡を休止します。`,
  'case.resumed': () => '連絡の休止を終えました。',
  // Another case of theirs goes on: nothing ended.
  'case.closed': ({ reason }) =>
    reason === 'superseded'
      ? null
      : reasons[reason]
        ? `フォローを終了しました（${reasons[reason]}）。`
        : 'フォローを終了しました。',
  'referral.made': () => 'リレーに登録しました。',
  'referral.reversed': () => 'リレーへの登録を取り消しました。',
};
export const notedKinds = Object.keys(texts) as FactKind[];

/**
 * A fact as a sentence for the company's CRM; null for one that is of no weight there. It tells of no other company and
 * repeats nothing of the person that the CRM does not have anyway.
 */
export function noteTextOf(
  { kind, data }: { readonly kind: FactKind; readonly data: unknown },
  about: About,
): string | null {
  const text = texts[kind] as ((data: unknown, about: About) => string | null) | undefined;
  return text ? text(factData[kind].parse(data), about) : null;
}
