import type { StageKind } from '@goen/contracts';
import { type Block, type MailContent, paragraph, type Template, type TemplateInput } from './content.ts';
import { englishJobs, englishSubject, hasSeveralJobs, introduction, jobs, subjectFor } from './wording.ts';

/** The plain result notice: thanks, the result, what happens to the documents. No reason and no advertising. */
export const rejection: Template = (input) => {
  const { thanks, result, closing } = resultBlocks(input);
  return { ...resultHead(input), blocks: [...thanks, ...result, ...closing] };
};

export const resultHead = (input: TemplateInput): Omit<MailContent, 'blocks'> =>
  input.locale === 'ja'
    ? {
        subject: subjectFor('選考結果のご連絡', input),
        preview: 'ご応募いただきありがとうございました。選考の結果をご連絡いたします。',
      }
    : {
        subject: englishSubject('The result of your application', input),
        preview: 'Thank you for your application. This is to let you know the result.',
      };

/** In parts, as the relay version says its own between result and closing. */
export function resultBlocks(input: TemplateInput): Record<'thanks' | 'result' | 'closing', Block[]> {
  return input.locale === 'ja' ? japanese(input) : english(input);
}

function japanese(input: TemplateInput) {
  const { stage } = input.variables;
  const applied = jobs(input) ?? '求人';
  const thanks: Record<StageKind, string> = {
    documents: `このたびは、数ある企業の中から弊社の${applied}にご応募いただき、誠にありがとうございました。お送りいただいた書類を、大切に拝見いたしました。`,
    interview: `このたびは弊社の${applied}にご応募いただき、またお忙しいなか面接にお時間をくださり、誠にありがとうございました。これまでのご経験やお考えを直接伺えましたことに、心より感謝しております。`,
    final: `このたびは弊社の${applied}の選考に最後までお付き合いいただき、誠にありがとうございました。お忙しいなか幾度もお時間をくださり、率直にお話しいただきましたことに、心より感謝しております。`,
    other: `このたびは弊社の${applied}にご応募いただき、また選考にお時間をくださり、誠にありがとうございました。`,
  };
  const considered: Record<StageKind, string> = {
    documents: '慎重に検討いたしましたが、',
    interview: '社内で慎重に検討いたしましたが、',
    final: '最後まで検討を重ねましたが、',
    other: '慎重に検討いたしましたが、',
  };
  const outcome = hasSeveralJobs(input) ? 'いずれも採用を見送らせて' : '採用を見送らせて';
  const wish = input.addressee.named ? `${input.addressee.named}の今後のご活躍を` : '今後のご活躍を';
  return {
    thanks: [paragraph(introduction(input)), paragraph(thanks[stage])],
    result: [
      paragraph(
        `${considered[stage]}誠に残念ながら、今回は${outcome}いただくこととなりました。ご期待に沿うことができず、申し訳ございません。`,
      ),
      paragraph(
        'お預かりした応募書類は、個人情報の保護に関する法令に従って責任をもって取り扱い、不要となったものは適切に破棄いたします。',
      ),
    ],
    closing: [
      paragraph(
        `弊社に関心をお寄せいただきましたことに、あらためて御礼申し上げます。${wish}、心よりお祈りしております。`,
      ),
    ],
  };
}

function english(input: TemplateInput) {
  const { stage } = input.variables;
  const applied = englishJobs(input);
  const position = applied ? `the position of ${applied}` : 'a position with us';
  const positions = hasSeveralJobs(input) ? `the positions of ${applied}` : position;
  const thanks: Record<StageKind, string> = {
    documents: `Thank you for applying for ${positions}, and for the care you put into your documents. We have read them closely.`,
    interview: `Thank you for applying for ${positions}, and for taking the time to speak with us. We truly appreciated hearing about your experience and your views.`,
    final: `Thank you for staying with us through the whole selection for ${positions}. You gave us a lot of your time and spoke openly with us, and we are grateful for it.`,
    other: `Thank you for applying for ${positions}, and for the time you gave to our selection.`,
  };
  const outcome = hasSeveralJobs(input)
    ? 'we will not be moving forward with your application for any of these positions'
    : 'we will not be moving forward with your application';
  return {
    thanks: [paragraph(thanks[stage])],
    result: [
      paragraph(`After careful consideration, we are sorry to tell you that ${outcome} this time.`),
      paragraph(
        'We handle your application documents responsibly under the laws on personal information, and destroy what is no longer needed.',
      ),
    ],
    closing: [
      paragraph('Thank you again for your interest in us. We sincerely wish you every success in what comes next.'),
    ],
  };
}
