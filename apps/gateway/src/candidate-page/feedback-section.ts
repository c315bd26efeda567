import type { Locale } from '@goen/contracts/public';
import { html } from 'hono/html';
import type { Html } from './layout.ts';
import type { PageModel } from './page-model.ts';
import { formatDate } from './page-texts.ts';

const texts = {
  ja: {
    heading: '選考についてのフィードバック',
    ask: (until: string, dueOn: string) =>
      `選考に携わった者からのフィードバックをご希望の場合は、${until}までにお知らせください。${dueOn}までに、メールでお返事いたします。お伝えできる内容がない場合も、その旨をお返事いたします。ご希望になっても、ならなくても、今後の選考には影響しません。`,
    button: 'フィードバックを希望する',
    requested: (dueOn: string) => `ご希望を承りました。${dueOn}までに、メールでお返事いたします。`,
    answered: 'お返事の準備ができました。まもなくメールでお送りします。',
    sent: 'メールでお返事をお送りしました。',
  },
  en: {
    heading: 'Feedback on your application',
    ask: (until: string, dueOn: string) =>
      `If you would like feedback from those who met you, please tell us by ${until}. We answer by email by ${dueOn}, also if there is nothing that we can say. Asking or not asking makes no difference to future applications.`,
    button: 'Ask for feedback',
    requested: (dueOn: string) => `You asked for feedback. We answer by email by ${dueOn}.`,
    answered: 'The answer is ready and reaches you by email soon.',
    sent: 'We have answered by email.',
  },
} satisfies Record<Locale, unknown>;

/** For fourteen days after a result that followed an interview, where the company offers it. */
export function feedbackSection({ state: { feedback }, locale, path }: PageModel): Html | string {
  const text = texts[locale];
  const date = (day: string) => formatDate(day, locale);
  if (feedback.kind === 'unavailable') return '';
  const content =
    feedback.kind === 'available'
      ? html`<p>${text.ask(date(feedback.until), date(feedback.dueOn))}</p>
<form method="post" action="${path}"><input type="hidden" name="action" value="feedback.request"><button>${text.button}</button></form>`
      : html`<p class="state">${
          feedback.kind === 'requested'
            ? text.requested(date(feedback.dueOn))
            : feedback.isSent
              ? text.sent
              : text.answered
        }</p>`;
  return html`<section aria-labelledby="feedback"><h2 id="feedback">${text.heading}</h2>${content}</section>`;
}
