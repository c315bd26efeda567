import type { Html } from '@goen/sandbox-kit';
import { html } from 'hono/html';
import type { ZohoNote, ZohoRecord, ZohoStore } from '../zoho/zoho-store.ts';
import { renderTokyoTime } from './layout.ts';
import { renderBadges, renderLines, renderRows } from './parts.ts';

const toText = (value: unknown) => (typeof value === 'string' ? value : '');
const toNoteLine = ({ Note_Title, Note_Content }: ZohoNote) =>
  Note_Title ? `${Note_Title}: ${Note_Content}` : Note_Content;

export function renderZohoSection(store: ZohoStore): Html {
  const renderRecord = (statusField: string) => (record: ZohoRecord) => {
    const name = [toText(record.Last_Name), toText(record.First_Name)].filter(Boolean).join(' ');
    const badges = [toText(record[statusField]), ...record.Associated_Tags].filter(Boolean);
    const notes = store.notes().filter((note) => note.Parent_Id === record.id);
    return html`<strong>${name}</strong>
<span class="note">${toText(record.Email)}</span> ${renderBadges(badges)}
${renderTokyoTime(record.Modified_Time)}${renderLines(notes.map(toNoteLine))}`;
  };
  return html`<section id="zoho"><h2>Zoho Recruit</h2>
${renderRows('候補者・タグ・メモ', store.records('Candidates'), renderRecord('Candidate_Status'))}
${renderRows('応募', store.records('Applications'), renderRecord('Application_Status'))}
</section>`;
}
