import type { Html } from '@goen/sandbox-kit';
import { html } from 'hono/html';
import type { Candidacy } from '../herp/candidacy.ts';
import type { HerpStore } from '../herp/herp-store.ts';
import { renderTokyoTime } from './layout.ts';
import { renderBadges, renderLines, renderRows } from './parts.ts';

const reasonLabels = {
  hired: '採用',
  refusedByCandidate: '辞退',
  rejected: 'お見送り',
  notEligible: '対象外',
} as const;
const stepLabels = {
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

export function renderHerpSection(store: HerpStore): Html {
  const jobNames = new Map(store.requisitions().map(({ id, name }) => [id, name]));
  const renderCandidacy = (candidacy: Candidacy) => {
    const { id, name, email, step, terminationReason, tags, requisitionId, stepUpdatedAt } = candidacy;
    const outcome = terminationReason === null ? '選考中' : reasonLabels[terminationReason];
    return html`<strong>${name}</strong> <span class="note">${email ?? ''}</span>
${renderBadges([stepLabels[step], outcome, ...tags])}
<span class="note">${jobNames.get(requisitionId) ?? ''}</span> ${renderTokyoTime(stepUpdatedAt)}
${renderLines(store.comments(id).map(({ body }) => body))}`;
  };
  const rows = renderRows('応募とタイムラインのコメント', store.candidacies(), renderCandidacy);
  return html`<section id="herp"><h2>HERP Hire</h2>${rows}</section>`;
}
