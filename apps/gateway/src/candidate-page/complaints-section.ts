import { toTokyoDate } from '@goen/case-domain';
import { html } from 'hono/html';
import { maxComplaintLength } from './complaints.ts';
import type { Html } from './layout.ts';
import type { PageModel } from './page-model.ts';
import { nameCompany } from './page-state.ts';

const texts = {
  ja: {
    heading: '苦情のお申し出',
    lead: (company: string, contacts: string) =>
      `${company}からのご連絡、キャリアリレー、個人情報の取り扱いなどについての苦情は、${contacts}のほか、次の欄から運営者へもお申し出いただけます。ご本人の同意なく、内容を${company}やほかの企業にお伝えすることはありません。お申し出による不利益は一切ありません。回答は、5営業日以内にこのページに表示します。`,
    and: '、',
    label: '苦情の内容（1,500文字以内）',
    send: '運営者に送る',
    received: (date: string) => `${date}にお申し出いただいた内容`,
    answer: '運営者の回答：',
    waiting: '回答を準備しています。',
  },
  en: {
    heading: 'Make a complaint',
    lead: (company: string, contacts: string) =>
      `You can complain about messages from ${company}, the career relay or how your data is handled to ${contacts}, or to the operator right here. Without your consent, neither ${company} nor any other company is told. A complaint has no disadvantage for you. The answer appears on this page within five business days.`,
    and: ' or ',
    label: 'Your complaint (up to 1,500 characters)',
    send: 'Send to the operator',
    received: (date: string) => `Received on ${date}`,
    answer: 'The operator’s answer: ',
    waiting: 'An answer is being prepared.',
  },
} as const;

/** Where and how to complain, and the answers of the operator. */
export function complaintsSection({ state, locale, path }: PageModel): Html {
  const words = texts[locale];
  const contacts = [state.operator?.complaintsContact, state.sender.contact].filter((contact) => contact);
  return html`
<section aria-labelledby="complaints"><h2 id="complaints">${words.heading}</h2>
<p>${words.lead(nameCompany(state, locale), contacts.join(words.and))}</p>
${state.complaints.map(
  ({ text, receivedAt, answer }) => html`
<p class="state"><span class="soft">${words.received(toTokyoDate(receivedAt.getTime()))}</span><br>${text}</p>
<p>${answer === null ? words.waiting : html`<strong>${words.answer}</strong>${answer}`}</p>`,
)}
<form method="post" action="${path}"><input type="hidden" name="action" value="complain">
<p><label for="complaint">${words.label}</label></p>
<textarea id="complaint" name="text" rows="5" maxlength="${maxComplaintLength}" required></textarea>
<p><button>${words.send}</button></p></form></section>`;
}
