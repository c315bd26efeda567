import { type FactData, type FactKind, factData, type MailKind } from '@goen/contracts/internal';
import type { StageKind } from '@goen/contracts/public';
import type { ReInvitationAnswer } from '@goen/contracts/workflow';

const stageNames: Readonly<Record<StageKind, string>> = {
  documents: '書類選考',
  interview: '面接',
  final: '最終面接',
  other: '選考',
};
const mailNames: Readonly<Partial<Record<MailKind, string>>> = {
  rejection: '選考結果のメール',
  rejection_relay: '選考結果のメール（キャリアリレーのご案内付き）',
  relay_invitation: 'キャリアリレーのご案内のメール',
  rejection_late: '選考結果のメール（遅れてのご連絡）',
  feedback_answer: 'フィードバックのメール',
  feedback_refusal: 'フィードバックを控える旨のメール',
  keeping_notice: '保存期限のお知らせのメール',
  erasure_notice: '削除完了のお知らせのメール',
  relay_reminder: 'キャリアリレーの再案内のメール',
  first_follow_up: '6か月後のご連絡のメール',
  second_follow_up: '12か月後のご連絡のメール',
};
const consentNames = { follow_up: 'その後のご連絡', relay: 'キャリアリレー' } as const;
const closingReasons: Readonly<Record<string, string>> = {
  story_told: '予定の連絡をすべて終えました',
  unsubscribed: '配信停止の希望がありました',
  address_unusable: 'メールアドレスに届きません',
  hired: '内定・入社となりました',
  reapplied: '再応募がありました',
  unrejected: '不採用が取り消されました',
  erased: '個人データを削除しました',
  without_mail: 'メールを送らない候補者です',
};

const answerTexts: Readonly<Record<ReInvitationAnswer, (askAgainOn: string | null) => string>> = {
  interested: () => '関心があるとのお返事がありました。',
  not_now: (date) => `今は検討しないとのお返事がありました${date ? `（${date}以降はご案内可）` : ''}。`,
  no_more: () => '今後の募集のご案内は不要とのお返事がありました。',
};

type NoteContext = { readonly findJob: (sourceKey: string, remoteId: string) => string | null };
type Texts = { readonly [K in FactKind]?: (data: FactData<K>, context: NoteContext) => string | null };

const quoteJob = (job: string | null) => (job ? `「${job}」の` : '');

/** The facts that appear as notes in a company's CRM. */
const texts: Texts = {
  'rejection.reported': ({ sourceKey, remoteId, stage }, { findJob }) =>
    `${quoteJob(findJob(sourceKey, remoteId))}不採用を受け付けました（${stageNames[stage]}）。`,
  'application.unrejected': ({ sourceKey, remoteId }, { findJob }) =>
    `${quoteJob(findJob(sourceKey, remoteId))}不採用が取り消されました。`,
  'candidate.reapplied': () => '再応募がありました。',
  'candidate.hired': ({ offerOnly }) => (offerOnly ? '内定となりました。' : '入社が決まりました。'),
  'candidate.offer_ended': () => '内定は辞退または取り消しとなりました。',
  'mail.sent': ({ mail }) => `${mailNames[mail] ?? 'メール'}を送信しました。`,
  'mail.bounced': () => 'メールが届きませんでした。以後このアドレスには送信しません。',
  'mail.complained': () => '迷惑メールとして報告されました。以後このアドレスには送信しません。',
  'mail.unsubscribed': () => '配信停止の希望がありました。その後のご連絡は送信しません。',
  'consent.granted': ({ consent }) => `${consentNames[consent]}に同意しました。`,
  'consent.declined': ({ consent }) => `${consentNames[consent]}に同意しませんでした。`,
  'consent.withdrawn': ({ consent }) => `${consentNames[consent]}への同意を取り消しました。`,
  'case.paused': ({ until }) => `${until}まで連絡を休止します。`,
  'case.resumed': () => '連絡の休止を終えました。',
  // Another case of the candidate continues, so nothing has ended for the company.
  'case.closed': ({ reason }) =>
    reason === 'superseded'
      ? null
      : closingReasons[reason]
        ? `対応を終了しました（${closingReasons[reason]}）。`
        : '対応を終了しました。',
  'keeping.renewed': () => '情報の保管を12か月続けることを希望しました。',
  'case.reopened': () => '対応を再開しました。',
  're_invitation.answered': ({ position, answer, askAgainOn }) =>
    `「${position}」の募集のご案内に、${answerTexts[answer](askAgainOn)}`,
  'referral.made': () => 'キャリアリレーに登録しました。',
  'referral.reversed': () => 'キャリアリレーへの登録を取り消しました。',
};
export const notedFactKinds = Object.keys(texts) as FactKind[];

/**
 * Writes a fact as a sentence for the company's CRM; null when it does not matter there. A note mentions no other
 * company and no personal data beyond what the CRM has anyway.
 */
export function writeNote(
  { kind, data }: { readonly kind: FactKind; readonly data: unknown },
  context: NoteContext,
): string | null {
  const text = texts[kind] as ((data: unknown, context: NoteContext) => string | null) | undefined;
  return text ? text(factData[kind].parse(data), context) : null;
}
