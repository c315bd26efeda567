import { type Block, paragraph, type Template, type TemplateInput } from './content.ts';
import {
  englishHowToAnswer,
  englishJobs,
  englishSubject,
  howToAnswer,
  introduction,
  jobs,
  subjectFor,
} from './wording.ts';

/** Names the positions that are open; with none, asks how the person is. */
export const secondFollowUp: Template = (input) => {
  const isOpen = input.variables.positions.length > 0;
  if (input.locale === 'ja') return isOpen ? japaneseOpen(input) : japaneseNone(input);
  return isOpen ? englishOpen(input) : englishNone(input);
};

const positions = ({ variables }: TemplateInput): Block => ({
  kind: 'list',
  items: variables.positions.map(({ title, url }) => ({ text: title, url })),
});

const japaneseOpen = (input: TemplateInput) => ({
  subject: subjectFor('新しいポジションがオープンしました', input),
  preview: '以前ご応募いただいた皆様に、現在募集しているポジションをお知らせいたします。',
  blocks: [
    paragraph(introduction(input)),
    paragraph(
      `以前は弊社の${jobs(input) ?? '求人'}にご応募いただき、誠にありがとうございました。このたび新しいポジションがオープンしましたので、お知らせいたします。`,
    ),
    positions(input),
    paragraph(
      `前回の結果にかかわらず、ご応募を歓迎いたします。少し話を聞いてみたい、ということでも構いません。${howToAnswer(input)}にて、お気軽にお声がけください。`,
    ),
    paragraph('ご状況が変わられていましたら、どうぞご放念ください。これからのご活躍を、心より応援しております。'),
  ],
});

const japaneseNone = (input: TemplateInput) => ({
  subject: subjectFor('その後いかがお過ごしでしょうか', input),
  preview: 'あらためて、ご応募の御礼を申し上げたくご連絡いたしました。',
  blocks: [
    paragraph(introduction(input)),
    paragraph(
      `以前、弊社の${jobs(input) ?? '求人'}にご応募いただきましてから、しばらくが経ちました。その後、いかがお過ごしでしょうか。`,
    ),
    paragraph(
      '今すぐにご案内できるポジションはございませんが、あのときいただいたご縁を、これからも大切にしたいと考えております。',
    ),
    paragraph(
      `ご経験やご希望に変化がありましたら、${howToAnswer(input)}にてお聞かせください。今後のご縁につなげてまいります。`,
    ),
    paragraph('これからのご活躍を、心より応援しております。'),
  ],
});

const englishOpen = (input: TemplateInput) => {
  const applied = englishJobs(input);
  return {
    subject: englishSubject('New positions are open', input),
    preview: 'Positions that are open with us now, for people who applied before.',
    blocks: [
      paragraph(
        `Thank you again for applying to us${applied ? ` for ${applied}` : ''} some time ago. New positions have opened since, and we wanted you to know about them.`,
      ),
      positions(input),
      paragraph(
        `You are welcome to apply whatever the result was last time. If you would just like to hear a little more, that is fine too: ${englishHowToAnswer(input)}.`,
      ),
      paragraph('If things have changed for you, please take this simply as our good wishes.'),
    ],
  };
};

const englishNone = (input: TemplateInput) => {
  const applied = englishJobs(input);
  return {
    subject: englishSubject('How have you been?', input),
    preview: 'We wanted to thank you once more for your application and ask how you are.',
    blocks: [
      paragraph(
        `Quite some time has passed since you applied to us${applied ? ` for ${applied}` : ''}. How have you been?`,
      ),
      paragraph('We have no position to offer you right now, but we have not forgotten that you thought of us.'),
      paragraph(
        `If your experience or your wishes have changed, please let us know: ${englishHowToAnswer(input)}. We would be glad to stay in touch.`,
      ),
      paragraph('We wish you all the best.'),
    ],
  };
};
