import { html } from 'hono/html';
import type { ZohoBooks, ZohoNote, ZohoRecord } from '../zoho/zoho-books.ts';
import { type Html, tokyoTimeTag } from './layout.ts';
import { badges, book, texts } from './parts.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const nameOf = (one: ZohoRecord) => [text(one.Last_Name), text(one.First_Name)].filter(Boolean).join(' ');
const noteText = ({ Note_Title, Note_Content }: ZohoNote) =>
  Note_Title ? `${Note_Title}: ${Note_Content}` : Note_Content;

export function zohoSection(books: ZohoBooks): Html {
  const notesOf = (id: string) => books.notes().filter((note) => note.Parent_Id === id);
  const item = (status: string) => (one: ZohoRecord) =>
    html`<strong>${nameOf(one)}</strong>
<span class="note">${text(one.Email)}</span> ${badges([text(one[status]), ...one.Associated_Tags].filter(Boolean))}
${tokyoTimeTag(one.Modified_Time)}${texts(notesOf(one.id).map(noteText))}`;
  return html`<section id="zoho"><h2>Zoho Recruit</h2>
${book('候補者・タグ・メモ', books.records('Candidates'), item('Candidate_Status'))}
${book('応募', books.records('Applications'), item('Application_Status'))}
</section>`;
}
