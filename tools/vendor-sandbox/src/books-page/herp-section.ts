import { html } from 'hono/html';
import type { Candidacy } from '../herp/candidacy.ts';
import type { HerpBooks } from '../herp/herp-books.ts';
import { type Html, tokyoTimeTag } from './layout.ts';
import { badges, book, texts } from './parts.ts';

const reasons = { hired: '採用', refusedByCandidate: '辞退', rejected: 'お見送り', notEligible: '対象外' } as const;
const steps = {
  entry: 'エントリー',
  casualInterview: 'カジュアル面談',
  resumeScreening: '書類選考',
  firstInterview: '一次面接',
  secondInterview: '二次面接',
  thirdInterview: '三次面接',
  finalInterview: '最終面接',
  offered: '内定',
  offerAccepted: '内定承諾',
} as const;

export function herpSection(books: HerpBooks): Html {
  const jobs = new Map(books.requisitions().map(({ id, name }) => [id, name]));
  const item = (one: Candidacy) => html`<strong>${one.name}</strong> <span class="note">${one.email ?? ''}</span>
${badges([steps[one.step], ...(one.terminationReason === null ? ['選考中'] : [reasons[one.terminationReason]]), ...one.tags])}
<span class="note">${jobs.get(one.requisitionId) ?? ''}</span> ${tokyoTimeTag(one.stepUpdatedAt)}
${texts(books.comments(one.id).map(({ body }) => body))}`;
  return html`<section id="herp"><h2>HERP Hire</h2>${book('応募とタイムラインのコメント', books.candidacies(), item)}</section>`;
}
