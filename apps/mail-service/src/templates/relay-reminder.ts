import { button, list, paragraph, type Template, type TemplateInput } from './content.ts';
import { englishSubject, introduction, subjectFor } from './wording.ts';

/** Once, after an unanswered invitation; says itself that it is the only one. */
export const relayReminder: Template = (input) => (input.locale === 'ja' ? japanese(input) : english(input));

const japanese = (input: TemplateInput) => ({
  subject: subjectFor('キャリアリレーのご案内', input),
  preview: '先日のご案内について、一度だけあらためてご連絡いたします。',
  blocks: [
    paragraph(introduction(input)),
    paragraph(
      '先日は、選考結果とあわせてキャリアリレーをご案内いたしました。お忙しいなかでお目に留まらなかったかもしれないと思い、一度だけ、あらためてご連絡いたします。',
    ),
    paragraph('キャリアリレーは、これまでのご経験を生かせる別の企業とおつなぎする、無料の取り組みです。'),
    list(
      'ご同意がない限り、どの企業にも情報は渡りません。',
      'お名前やご連絡先は、企業名をお知らせし、その企業への紹介にご同意いただいたときだけお伝えします。',
      'ご同意のあとも、いつでも取り消せます。',
    ),
    button('キャリアリレーの内容を見る', input.variables.pageUrl),
    paragraph('ご関心がなければ、何もなさらなくて構いません。このご案内をお送りするのは、これが最後です。'),
  ],
});

const english = (input: TemplateInput) => ({
  subject: englishSubject('Your invitation to the career relay', input),
  preview: 'About our invitation of the other day, once more and only once.',
  blocks: [
    paragraph(
      'With the result of your application we sent you an invitation to the career relay. As it may have escaped you on a busy day, we are writing about it once more, and only once.',
    ),
    paragraph(
      'The career relay is a free service that connects you with other companies where your experience may be just what is needed.',
    ),
    list(
      'Without your consent, nothing is shared with anyone.',
      'Your name and contact details are passed on only after we have told you the name of a company and you have agreed to be introduced to it.',
      'You can withdraw your consent at any time.',
    ),
    button('See what the career relay is', input.variables.pageUrl),
    paragraph('If you are not interested, there is nothing you need to do. This is the last time we write about it.'),
  ],
});
