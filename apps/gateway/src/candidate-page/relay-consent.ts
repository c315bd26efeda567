import type { Locale } from '@goen/contracts/public';
import { prose } from '@goen/contracts/text';
import type { ConsentContext } from './consent-context.ts';

type WrittenText = { readonly version: string; readonly write: (context: ConsentContext) => readonly string[] };

/**
 * What the relay consent says. 職業安定法 Art. 32-13: operator, licence, occupations, fees, complaints, handling of
 * personal data. 個人情報保護法 Art. 27: items, recipients, purpose. And what the company earns by it.
 */
export const writeRelayConsent: Record<Locale, WrittenText> = {
  ja: {
    version: 'relay-ja-2027-01',
    write: ({ company, contact, operator, operatorName }) => [
      `キャリアリレーは、${company}の選考を受けた方を、ほかの参加企業の求人にご紹介する職業紹介の取り組みです。ご応募者さまに費用はかかりません。`,
      operator
        ? `運営者：${operator.name}（${operator.kind}　許可番号 ${operator.number}）　${operator.address}`
        : prose`運営者：${operatorName}。職業紹介事業の許可番号、所在地、苦情の窓口は、確認でき次第このページに表示します。それまでは、どの企業にもご紹介しません。`,
      ...(operator
        ? [`取扱職種：${operator.occupations}`, prose`手数料：求職者の方からはいただきません。${operator.fees}。`]
        : []),
      `${company}の利益：同意くださった方10名につき、${company}は、自社の求人への1名のご紹介を無料で受けられます。`,
      '登録する項目：職種、スキル、地域、経験年数、志向、到達した選考段階。求人との照合に使い、紹介先の候補となった企業には、経験年数を除く項目を、お名前とご連絡先を伏せてお見せします。',
      'お名前とご連絡先：企業名と労働条件をお知らせし、その企業へのご紹介に「はい」とお答えいただいたときにだけ、その企業にお渡しします。',
      '共有する相手：キャリアリレーに参加し、採用活動を行っている企業。どの企業に何をお渡ししたかは、このページでご確認いただけます。',
      `ほかの企業との照合：同意いただくまでは行いません。同意のあとは、すでにご存じの企業へのご紹介を避けるため、メールアドレスを読めない形に変えた値を、参加企業のものと照合します。`,
      `お尋ねの方法：ご紹介したい求人があるとき、${company}の名前で、メールでお尋ねします。ご案内メールの配信を停止されている場合も、同意のあとは、このお尋ねとその再送に限ってお送りします。`,
      '情報の取り扱い：職業紹介のためにだけ使い、職業安定法と個人情報の保護に関する法律に従って管理します。同意の取り消しや期間の終了で照合から外し、削除のお申し出で削除します。ご紹介した場合は、法律に従い、情報をお渡しした記録を3年間、職業紹介の記録を2年間保存します。',
      '期間：同意の日から12か月。このページからいつでも取り消せ、すぐに反映されます。',
      `苦情の窓口：${operator ? `${operator.complaintsContact}（運営者）、` : ''}${contact}（${company}）。このページからもお申し出いただけます。`,
      `同意されない場合も、不利益は一切ありません。この同意は${company}のキャリアリレーについてのもので、他社での選考には関係しません。`,
    ],
  },
  en: {
    version: 'relay-en-2027-01',
    write: ({ company, contact, operator, operatorName }) => [
      `The career relay is a placement service that introduces people who applied to ${company} to positions of other participating companies. It is free of charge for you.`,
      operator
        ? `Operator: ${operator.name} (${operator.kind}, licence no. ${operator.number}), ${operator.address}`
        : prose`Operator: ${operatorName}. The placement licence number, address and complaints contact appear on this page once they are confirmed. Until then, nobody is introduced to any company.`,
      ...(operator ? [`Occupations: ${operator.occupations}`, prose`Fees: none for you. ${operator.fees}.`] : []),
      `What ${company} gains: for every ten people who consent, ${company} receives one free introduction to a position of its own.`,
      'What is registered: job category, skills, region, years of experience, what you are looking for, and the stage you reached. It is compared with positions. A company that a match is found for sees it, without the years of experience, your name and your contact details.',
      'Your name and contact details: they go to a company only after we have told you its name and the working conditions and you have said yes to that company.',
      'With whom: companies that take part in the career relay and are hiring. This page shows which company received what.',
      'Comparison between companies: none before you consent. Afterwards an unreadable value made from your email address is compared with those of participating companies, so that you are not introduced to a company that already knows you.',
      prose`How we ask: when there is a position for you, we ask you by email, in the name of ${company}. If you have stopped our emails, you receive these questions and their reminders again once you consent, and nothing else.`,
      'How data is handled: it is used for placement only and kept as the Employment Security Act and the Act on the Protection of Personal Information require. It leaves the comparison when you withdraw or the period ends, and is deleted when you ask for it. If you are introduced, the law has us keep the record of what was passed on for three years, and of the placement for two.',
      'For how long: 12 months from your consent. You can withdraw here at any time, with immediate effect.',
      `Complaints: ${operator ? `${operator.complaintsContact} (operator), ` : ''}${contact} (${company}). You can also complain on this page.`,
      `Saying no has no disadvantage whatsoever. This consent is about the relay of ${company} only and has nothing to do with any other application.`,
    ],
  },
};

/** 特定電子メール法 Art. 3: which mails, from whom, and that they can be stopped. */
export const writeFollowUpConsent: Record<Locale, WrittenText> = {
  ja: {
    version: 'follow-up-ja-2027-01',
    write: ({ company, followUpMonths: [first, second] }) => [
      `${company}から、選考結果のおよそ${first}か月後と${second}か月後に、近況をうかがうメールや新しい募集のお知らせをお送りします。いつでも停止できます。`,
    ],
  },
  en: {
    version: 'follow-up-en-2027-01',
    write: ({ company, followUpMonths: [first, second] }) => [
      `${company} may email you about ${first} and ${second} months after the result, to ask how you are or to tell you of new positions. You can stop this at any time.`,
    ],
  },
};
