import { type Block, button, heading, list, paragraph, type TemplateInput } from './content.ts';

/**
 * What the relay is, what it would share, and that nothing happens without consent: 個人情報保護法 Art. 27 wants the
 * recipients and items named, and the consent itself is given on the page, never by a link in a mail.
 */
export const invitationBlocks = (input: TemplateInput): Block[] =>
  input.locale === 'ja' ? japanese(input) : english(input);

const japanese = ({ variables }: TemplateInput): Block[] => [
  heading('キャリアリレーのご案内'),
  paragraph(
    'ここからは、ご希望の方へのご案内です。キャリアリレーは、弊社ではご縁に至らなかった方と、その方のご経験を生かせる別の企業とをおつなぎする、無料の取り組みです。今回いただいた出会いをここで終わりにせず、次の機会へつなげられたらという思いでご案内しております。',
  ),
  list(
    'ご同意いただいた場合に登録されるのは、職種・スキル・希望地域などの情報です。企業に公開される一覧に、お名前やご連絡先は載りません。',
    'お名前やご連絡先をお伝えするのは、企業名をお知らせし、その企業への紹介にあらためてご同意いただいたときだけです。',
    'ご同意がない限り、どの企業にも情報は渡りません。ご同意のあとも、いつでも取り消せます。',
  ),
  paragraph(
    'お伝えする項目や運営する事業者について、次のページで詳しくご覧いただけます。ページを開くだけで登録されることはありません。',
  ),
  button('キャリアリレーの内容を見る', variables.pageUrl),
  paragraph(
    'ご関心がなければ、何もなさらなくて構いません。お返事の有無が、今後の弊社の選考に影響することもありません。',
  ),
];

const english = ({ variables }: TemplateInput): Block[] => [
  heading('An invitation: the career relay'),
  paragraph(
    'The following is only for you to consider if you wish. The career relay is a free service that connects people we could not hire with other companies where their experience may be just what is needed. We would be glad if our having met could lead to something for you.',
  ),
  list(
    'If you agree, we register information such as your type of job, your skills and your preferred region. Companies see no name and no contact details in that list.',
    'Your name and contact details are passed on only after we have told you the name of a company and you have agreed to be introduced to it.',
    'Without your consent, nothing is shared with anyone. You can withdraw it at any time.',
  ),
  paragraph('This page explains what is shared and who runs the relay. Opening it does not sign you up.'),
  button('See what the career relay is', variables.pageUrl),
  paragraph(
    'If you are not interested, there is nothing you need to do. Your answer has no effect on any future application to us.',
  ),
];
