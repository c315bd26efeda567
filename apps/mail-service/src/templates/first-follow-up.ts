import { paragraph, type Template, type TemplateInput } from './content.ts';
import {
  englishHowToAnswer,
  englishJobs,
  englishSubject,
  howToAnswer,
  introduction,
  jobs,
  subjectFor,
} from './wording.ts';

/** Asks how the person is. Says no number of months: the company chooses the schedule. */
export const firstFollowUp: Template = (input) => (input.locale === 'ja' ? japanese(input) : english(input));

const japanese = (input: TemplateInput) => ({
  subject: subjectFor('その後いかがお過ごしでしょうか', input),
  preview: '以前ご応募いただいた御礼とあわせて、ご連絡いたしました。',
  blocks: [
    paragraph(introduction(input)),
    paragraph(
      `以前、弊社の${jobs(input) ?? '求人'}にご応募いただき、誠にありがとうございました。その後、いかがお過ごしでしょうか。`,
    ),
    paragraph(
      '当時はご縁をいただくことができませんでしたが、弊社に関心をお寄せくださったことを、今もありがたく思っております。',
    ),
    paragraph(
      `もし新しい機会をお考えでしたら、近況やご希望をお聞かせいただけますとうれしく存じます。${howToAnswer(input)}にて、いつでもお待ちしております。`,
    ),
    paragraph(
      'すでに新しい道を歩んでいらっしゃいましたら、どうぞご放念ください。これからのご活躍を、心より応援しております。',
    ),
  ],
});

const english = (input: TemplateInput) => {
  const applied = englishJobs(input);
  return {
    subject: englishSubject('How have you been?', input),
    preview: 'Some time has passed since your application, and we wanted to ask how you are.',
    blocks: [
      paragraph(
        `Some time ago you applied to us${applied ? ` for ${applied}` : ''}. Thank you once more for that. How have you been since?`,
      ),
      paragraph('It did not work out between us then, but we still appreciate the interest you showed in us.'),
      paragraph(
        `If you are thinking about something new, we would be glad to hear how you are doing and what you are looking for: ${englishHowToAnswer(input)}, whenever it suits you.`,
      ),
      paragraph('If you have already found your way, please take this simply as our good wishes.'),
    ],
  };
};
