import { unwrap } from '@goen/client';
import type { DemoCompany } from './demo-company.ts';
import type { GatewayApi } from './gateway-api.ts';
import { compareCounts } from './outcome.ts';
import { register } from './register.ts';
import { runFormers } from './run-formers.ts';
import { inviteToOpening } from './run-re-invitation.ts';
import { type TemplateResult, templateCompany } from './run-template.ts';
import { waitUntil } from './wait-until.ts';

export type MorningResult = {
  /** Per company, what its recruiter finds under "Today". */
  readonly companies: readonly { readonly name: string; readonly counts: Readonly<Record<string, number>> }[];
  readonly differences: readonly string[];
};

type NewRejection = {
  readonly name: readonly [string, string];
  readonly job: string;
  readonly category: string;
  readonly stage: 'documents' | 'interview' | 'final';
  readonly skills: readonly string[];
};
/** Rejected this morning, by company. */
const rejections: Readonly<Record<string, readonly NewRejection[]>> = {
  hinode: [
    {
      name: ['高木', '美月'],
      job: 'バックエンドエンジニア',
      category: 'エンジニア',
      stage: 'interview',
      skills: ['Go', 'PostgreSQL'],
    },
    { name: ['石井', '蓮'], job: '法人営業', category: '営業', stage: 'documents', skills: ['法人営業'] },
    { name: ['小川', '千尋'], job: 'プロダクトデザイナー', category: 'デザイナー', stage: 'final', skills: ['Figma'] },
    { name: ['前田', '悠真'], job: 'カスタマーサクセス', category: '営業', stage: 'interview', skills: ['SaaS'] },
  ],
  aoba: [
    {
      name: ['Martin', 'Chloé'],
      job: 'Data Engineer',
      category: 'Software engineering',
      stage: 'interview',
      skills: ['Python', 'dbt'],
    },
    {
      name: ['Okafor', 'Daniel'],
      job: 'Senior Software Engineer',
      category: 'Software engineering',
      stage: 'documents',
      skills: ['TypeScript'],
    },
  ],
};
const steps = {
  documents: { name: '書類選考', kind: 'documents', order: 1 },
  interview: { name: '一次面接', kind: 'interview', order: 2 },
  final: { name: '最終面接', kind: 'final', order: 3 },
} as const;
const keeping = {
  basis: 'notice' as const,
  notices: [
    {
      version: '2026-01',
      text: '不採用となった方のお名前・ご連絡先・ご応募の内容を、今後の募集のご案内のため、12か月間保管します。',
      link: 'https://minato.example.jp/privacy',
      since: '2026-01-01',
    },
  ],
};
const hourMs = 3_600_000;
const appliedDaysAgo = 21;

/**
 * The day on which the demo is looked at, after the story: nothing of it skips time. Both companies want to approve
 * what leaves from now on and report new rejections; a candidate is interested in an opening, another one registers.
 */
export async function runMorning(
  inboxUrl: string,
  companies: readonly DemoCompany[],
  template: TemplateResult,
  report: (line: string) => void,
): Promise<MorningResult> {
  report('Back to today: the companies approve their mails from now on, and report new rejections …');
  const mornings: { name: string; counts: Record<string, number>; expected: Record<string, number> }[] = [];
  for (const { api, company, candidates } of companies) {
    await api.changeSettings({ approval: 'required' });
    const reported = (rejections[company.slug] ?? []).map((rejection, n) => toReport(company.slug, rejection, n));
    await api.reportBatch(reported);
    await remindOfFirst(api, company.renewals, candidates);
    const expected = {
      awaiting: reported.length,
      note_missing: reported.filter(({ application }) => application.current_stage.kind === 'final').length,
      revisits: 1,
    };
    const isReady = (counts: Record<string, number>) => counts.awaiting === expected.awaiting;
    mornings.push({ name: company.name, counts: await readToday(api, Object.keys(expected), isReady), expected });
  }
  report('Each company has an opening, and former candidates whom nobody has written to yet …');
  const formers: string[] = [];
  for (const { api, company } of companies) formers.push(...(await runFormers(api, company.slug)));
  report(`${template.name} opens another position; a former candidate is interested, and somebody registers …`);
  const [, former] = template.former;
  await inviteToOpening(inboxUrl, former, '既存顧客担当（リモート可）');
  await register(inboxUrl, template.registrationUrl, {
    familyName: '木村',
    givenName: '葵',
    email: 'template-today@example.jp',
  });
  // Of whom it keeps without a registration; and its mails wait for a recruiter from now on, too.
  await former.api.changeSettings({ approval: 'required', keeping });
  formers.push(...(await runFormers(former.api, templateCompany.slug)));
  const expected = { interests: 1, registrations: 1 };
  const isReady = (counts: Record<string, number>) => counts.registrations === expected.registrations;
  mornings.push({
    name: template.name,
    counts: await readToday(former.api, Object.keys(expected), isReady),
    expected,
  });
  return {
    companies: mornings.map(({ name, counts }) => ({ name, counts })),
    differences: [
      ...formers,
      ...mornings.flatMap(({ name, counts, expected: wanted }) => compareCounts(`today at ${name}`, wanted, counts)),
    ],
  };
}

function toReport(slug: string, { name, job, category, stage, skills }: NewRejection, index: number) {
  const [familyName, givenName] = name;
  const id = `M-${index + 1}`;
  const now = Date.now();
  return {
    source: { ats: 'other' },
    application: {
      remote_id: id,
      applied_at: new Date(now - appliedDaysAgo * 24 * hourMs).toISOString(),
      rejected_at: new Date(now - hourMs).toISOString(),
      rejection_reason: { type: 'by_company' },
      current_stage: steps[stage],
    },
    candidate: {
      remote_id: `candidate-${id}`,
      family_name: familyName,
      given_name: givenName,
      emails: [{ value: `${slug}-morning-${index + 1}@example.com`, type: 'personal' }],
      tags: skills.map((value) => ({ kind: 'skill', value })),
    },
    job: { name: job, category },
  };
}

/** Somebody whose details the company may keep, and whom a recruiter wants to come back to today. */
async function remindOfFirst(
  api: GatewayApi,
  renewals: readonly string[],
  candidates: DemoCompany['candidates'],
): Promise<void> {
  const kept = candidates.find(({ application }) => renewals.includes(application.applicationId));
  if (kept === undefined) return;
  const { candidate_id: id } = await api.getCase(kept.caseId);
  const { date } = await unwrap(api.goen.GET('/v1/today'));
  const body = { revisit_on: date, note: '来期の募集が決まったら声をかける' };
  await unwrap(api.goen.PUT('/v1/candidates/{id}/revisit', { params: { path: { id } }, body }));
}

/** As `GET /v1/today` counts them, once what was reported has arrived there. */
function readToday(
  { goen }: GatewayApi,
  names: readonly string[],
  isReady: (counts: Record<string, number>) => boolean,
): Promise<Record<string, number>> {
  return waitUntil('what is to do today', async () => {
    const { mails, interests, registrations, revisits } = await unwrap(goen.GET('/v1/today'));
    const all: Record<string, number> = { ...mails, interests: interests.unanswered, registrations, revisits };
    const counts = Object.fromEntries(names.map((name) => [name, all[name] ?? 0]));
    return isReady(counts) && counts;
  });
}
