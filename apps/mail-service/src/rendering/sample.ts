import type { MailKind, SenderIdentity } from '@goen/contracts/internal';
import type { Locale, StageKind } from '@goen/contracts/public';
import {
  caseMailKinds,
  introductionMailKinds,
  isResultMail,
  reInvitationMailKinds,
  type WorkingConditions,
} from '@goen/contracts/workflow';
import type { MailInput } from './mail-input.ts';

/** A fictional company, for previews without one. */
export const sampleSender: SenderIdentity = {
  name: '株式会社みどり',
  fromAddress: 'saiyo@midori.example',
  replyTo: 'saiyo@midori.example',
  postalAddress: '〒150-0001 東京都渋谷区神宮前1-2-3 みどりビル5階',
  contact: 'saiyo@midori.example',
};

type SampleOptions = { kind: MailKind; locale: Locale; stage: StageKind; sender?: SenderIdentity };

const conditionsOn = (url: string): WorkingConditions => ({
  work: null,
  contract_term: 'indefinite',
  contract_details: null,
  trial_period: null,
  place: null,
  hours: null,
  wage: null,
  insurance: null,
  employer: null,
  smoking: null,
  dispatch: false,
  url,
  as_of: '2027-04-01',
});

const samples = {
  ja: {
    receiver: '株式会社あおば',
    job: 'Webエンジニア',
    note: '設計のお話が特に印象に残りました。障害対応のご経験を伺えたことに感謝しております。',
    feedback:
      '課題の進め方を筋道立ててご説明くださった点を、面接官一同、高く評価しておりました。今回は、大規模なシステムの運用をお任せできるご経験を重視いたしました。',
    positions: ['シニアWebエンジニア（決済基盤）', 'エンジニアリングマネージャー'],
    conditions: conditionsOn('https://aoba.example/jobs/1/joken'),
    whatIsNew: 'フルリモートで働けるようになり、決済基盤を担う新しいチームができました。',
  },
  en: {
    receiver: 'Aoba Inc.',
    job: 'Web Engineer',
    note: 'What you told us about designing for failure stayed with us.',
    feedback:
      'You explained your approach to the exercise clearly, and everybody who met you valued that. This time we were looking for more experience in running large systems.',
    positions: ['Senior Web Engineer (Payments)', 'Engineering Manager'],
    conditions: conditionsOn('https://aoba.example/jobs/1/conditions'),
    whatIsNew: 'The work can now be done from anywhere, and a new team has formed around our payment platform.',
  },
};

const isAboutOpening = (kind: MailKind): boolean =>
  [...reInvitationMailKinds, 'interest_notice', 'interest_reminder'].some((about) => about === kind);

const createOpening = (
  kind: MailKind,
  opening: { position: string; whatIsNew: string },
  receiver: string,
  locale: Locale,
) =>
  isAboutOpening(kind)
    ? { opening: { ...opening, appliedOn: '2026-05-12' }, interests: { unanswered: 2, dueOn: '2026-12-03' } }
    : {
        introduction: {
          company: receiver,
          position: opening.position,
          positionUrl: null,
          answerBy: '2027-04-20',
          conditions: samples[locale].conditions,
        },
      };

/** As of a company that states a notice: only mails of a case say it, and the last one no more. */
const toKeeping = (kind: MailKind, site: string) =>
  kind !== 'erasure_notice' && caseMailKinds.some((ofCase) => ofCase === kind)
    ? {
        keeping: {
          kind: 'kept' as const,
          until: '2027-12-24',
          notice: { version: '2026-04', link: `${site}/privacy` },
        },
      }
    : {};

/** A fictional person's mail for previews. The name has a character that careless code mangles. */
export function createSampleInput({ kind, locale, stage, sender = sampleSender }: SampleOptions): MailInput {
  const { feedback, job, note, positions, receiver, whatIsNew } = samples[locale];
  const [first = '', second = ''] = positions;
  // A company that looks at its own mail finds its own site in it.
  const site = `https://${sender.fromAddress.split('@').at(-1) || 'midori.example'}`;
  return {
    kind,
    locale,
    to: locale === 'ja' ? { familyName: '髙橋', fullName: '髙橋 美咲' } : { fullName: 'Misaki Takahashi' },
    sender,
    // Nobody is asked about an introduction without their relay consent.
    basis: introductionMailKinds.some((about) => about === kind) ? 'opt_in' : 'address_notified',
    variables: {
      ...createOpening(kind, { position: first, whatIsNew }, receiver, locale),
      jobNames: [job],
      stage,
      pageUrl: 'https://goen.example/c/sample',
      unsubscribeUrl: 'https://goen.example/u/sample',
      waitingMails: 3,
      sharedAddresses: 2,
      feedbackRequests: 2,
      unansweredComplaints: 2,
      ...(kind === 'member_news' ? { news: { acceptances: 1, interests: 2, failures: 1, corrections: 1 } } : {}),
      ...(kind === 'feedback_answer' ? { feedback } : {}),
      ...toKeeping(kind, site),
      ...(isResultMail(kind) ? { reapplication: { from: null }, personalNote: note } : {}),
      positions:
        kind === 'second_follow_up' || isAboutOpening(kind)
          ? [
              { title: first, url: `${site}/jobs/1` },
              ...(kind === 'second_follow_up' ? [{ title: second, url: null }] : []),
            ]
          : [],
    },
  };
}
