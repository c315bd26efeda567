import { createHash } from 'node:crypto';
import { describeConditions } from '@goen/contracts/internal';
import type { Locale } from '@goen/contracts/public';
import type { ConsentEvidence, ConsentKind, WorkingConditions } from '@goen/contracts/workflow';

export type ConsentText = { readonly version: string; readonly paragraphs: readonly string[]; readonly hash: string };

/**
 * What a person consents to, word for word (個人情報保護法 Art. 27: items, recipients, purpose; 特定電子メール法 Art. 3).
 * A changed text needs a new version: each decision keeps the version and the hash of the text shown.
 */
const texts: Record<ConsentKind, Record<Locale, { version: string; write: (company: string) => readonly string[] }>> = {
  relay: {
    ja: {
      version: 'relay-ja-2026-12',
      write: (company) => [
        `キャリアリレーは、${company}の選考を受けた方を、ほかの参加企業にご紹介する取り組みです。費用はかかりません。`,
        '参加企業と共有する項目：職種、スキル、地域、志向、到達した選考段階。お名前・ご連絡先は含みません。具体的な企業からの関心があり、あなたがその企業への紹介に「はい」と答えたときにだけ、その企業にお伝えします。',
        '共有する相手：キャリアリレーに参加し、採用活動を行っている企業。どの企業に何を渡したかは、このページでご確認いただけます。',
        `お尋ねの方法：具体的な企業からの関心があったとき、${company}の名前で、その企業へのご紹介を希望されるかをメールでお尋ねします。メールの配信を停止されている場合も、同意のあとは、このお尋ねとその再送に限ってお送りします。`,
        `期間：同意の日から12か月。いつでもこのページから取り消せます。取り消しは同意と同じくらい簡単で、すぐに反映されます。`,
        `同意しなくても、不利益は一切ありません。この同意は${company}のキャリアリレーについてのもので、他社での選考には関係しません。`,
      ],
    },
    en: {
      version: 'relay-en-2026-12',
      write: (company) => [
        `The career relay introduces people who applied to ${company} to other participating companies. It is free of charge.`,
        'What is shared: job category, skills, region, orientation, and the stage you reached. Not your name or contact details: those go to a particular company only after it has shown interest and you have said yes to that company.',
        'With whom: companies that take part in the career relay and are hiring. This page shows which company received what.',
        `How we ask: when a particular company is interested, we ask you by email, in the name of ${company}, whether you want to be introduced to it. If you have stopped our emails, you receive these questions and their reminders again once you consent, and nothing else.`,
        'For how long: 12 months from your consent. You can withdraw here at any time, as easily as you consent, and at once.',
        `Saying no has no disadvantage whatsoever. This consent is about the relay of ${company} only and has nothing to do with any other application.`,
      ],
    },
  },
  follow_up: {
    ja: {
      version: 'follow-up-ja-2026-11',
      write: (company) => [
        `${company}から、およそ6か月後と12か月後に、近況をうかがうメールや新しい募集のお知らせをお送りします。いつでも止められます。`,
      ],
    },
    en: {
      version: 'follow-up-en-2026-11',
      write: (company) => [
        `${company} may write to you after about 6 and 12 months, to ask how you are or to tell you of new positions. You can stop this at any time.`,
      ],
    },
  },
};

export function renderConsentText(kind: ConsentKind, locale: Locale, company: string): ConsentText {
  const { version, write } = texts[kind][locale];
  const paragraphs = write(company);
  return { version, paragraphs, hash: createHash('sha256').update(paragraphs.join('\n')).digest('hex') };
}

/** The evidence of a consent given on the page. It holds no network address, and nothing that identifies the person. */
export function buildConsentEvidence(kind: ConsentKind, locale: Locale, company: string): ConsentEvidence {
  const { version, hash } = renderConsentText(kind, locale, company);
  return { method: 'page', textVersion: version, textHash: hash, locale };
}

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
  const paragraphs = write(request);
  const conditions = request.conditions ? describeConditions(request.conditions, locale) : [];
  const shown = [...paragraphs, ...conditions.map(({ label, text, url }) => [label, text, url ?? ''].join(': '))];
  return { version, paragraphs, hash: createHash('sha256').update(shown.join('\n')).digest('hex') };
}

export function buildIntroductionEvidence(locale: Locale, request: IntroductionRequest): ConsentEvidence {
  const { version, hash } = renderIntroductionText(locale, request);
  return { method: 'page', textVersion: version, textHash: hash, locale };
}
