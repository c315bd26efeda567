import { createHash } from 'node:crypto';
import { describeConditions } from '@goen/contracts/internal';
import type { Locale } from '@goen/contracts/public';
import type { ConsentEvidence, ConsentKind, WorkingConditions } from '@goen/contracts/workflow';
import type { ConsentContext } from './consent-context.ts';
import { writeFollowUpConsent, writeRelayConsent } from './relay-consent.ts';

/** `lines`: everything that was shown, as the hash covers it and as it is kept. */
export type ConsentText = {
  readonly version: string;
  readonly paragraphs: readonly string[];
  readonly lines: readonly string[];
  readonly hash: string;
};

/**
 * What a person consents to, word for word (個人情報保護法 Art. 27: items, recipients, purpose; 特定電子メール法 Art. 3).
 * A changed text needs a new version: each decision keeps the version and the hash of the text shown.
 */
const texts = { relay: writeRelayConsent, follow_up: writeFollowUpConsent } as const;

export function renderConsentText(kind: ConsentKind, locale: Locale, context: ConsentContext): ConsentText {
  const { version, write } = texts[kind][locale];
  return toConsentText(version, write(context));
}

/** The evidence of a consent given on the page. It holds no network address, and nothing that identifies the person. */
export const toEvidence = ({ version, hash }: ConsentText, locale: Locale): ConsentEvidence => ({
  method: 'page',
  textVersion: version,
  textHash: hash,
  locale,
});

export type IntroductionRequest = {
  readonly referrer: string;
  readonly receiver: string;
  readonly position: string;
  readonly conditions: WorkingConditions | null;
};

/** The consent to one introduction (個人情報保護法 Art. 27(1)): recipient, purpose, items, and no disadvantage of a no. */
const introductionTexts: Record<
  Locale,
  { version: string; write: (request: IntroductionRequest) => readonly string[] }
> = {
  ja: {
    version: 'introduction-ja-2026-12',
    write: ({ referrer, receiver, position }) => [
      `${receiver}の「${position}」の求人に、ご紹介してよいかをお尋ねします。`,
      `「はい」とお答えになると、${referrer}がお預かりしている次の項目を、${receiver}に渡します：お名前、メールアドレス、電話番号（お預かりしている場合）、スキル、地域、志向、職種、到達した選考段階。`,
      `利用目的：${receiver}が、この求人についてご本人にご連絡し、選考するため。`,
      '費用はかかりません。ご希望でない場合に、不利益は一切ありません。お渡ししたあとでも、このページから利用の停止を求められます。',
    ],
  },
  en: {
    version: 'introduction-en-2026-12',
    write: ({ referrer, receiver, position }) => [
      `May we introduce you to ${receiver} for “${position}”?`,
      `If you say yes, the following, which ${referrer} holds, is passed on to ${receiver}: your name, email address, phone number (if held), skills, regions, orientation, job category, and the stage you reached.`,
      `Purpose: so that ${receiver} can contact you about this position and consider you for it.`,
      'It costs you nothing, and saying no has no disadvantage whatsoever. Even afterwards you can ask here that they stop using your data.',
    ],
  },
};

/** The hash covers the working conditions too, which the page shows below the paragraphs. */
export function renderIntroductionText(locale: Locale, request: IntroductionRequest): ConsentText {
  const { version, write } = introductionTexts[locale];
  const conditions = request.conditions ? describeConditions(request.conditions, locale) : [];
  const conditionLines = conditions.map(({ label, text, url }) => [label, text, url ?? ''].join(': '));
  return toConsentText(version, write(request), conditionLines);
}

export function toConsentText(
  version: string,
  paragraphs: readonly string[],
  more: readonly string[] = [],
): ConsentText {
  const lines = [...paragraphs, ...more];
  return { version, paragraphs, lines, hash: createHash('sha256').update(lines.join('\n')).digest('hex') };
}
