/**
 * Reports a rejection, and follows its case.
 *
 *     GOEN_URL=http://127.0.0.1:4000 GOEN_API_KEY=goen_test_… node examples/report-rejection.ts [application id]
 */
import { ApiError, createGoenClient, type RejectionReport, unwrap } from '@goen/client';

const goen = createGoenClient({
  baseUrl: process.env.GOEN_URL ?? 'http://127.0.0.1:4000',
  apiKey: process.env.GOEN_API_KEY ?? '',
});

const applicationId = process.argv[2] ?? 'A-1';
const report: RejectionReport = {
  source: { ats: 'example' },
  application: {
    remote_id: applicationId,
    rejected_at: new Date().toISOString(),
    current_stage: { name: '一次面接', kind: 'interview' },
  },
  candidate: {
    remote_id: `candidate of ${applicationId}`,
    family_name: '佐藤',
    given_name: '美咲',
    emails: [{ value: 'misaki@example.jp' }],
  },
  job: { name: 'バックエンドエンジニア', category: 'engineer' },
};

try {
  // A retry carries the same Idempotency-Key, and a repeated report changes nothing.
  const accepted = await unwrap(goen.POST('/v1/rejections', { body: report }));
  console.log(`Case ${accepted.case_id}, next: ${accepted.next_step}, at ${accepted.next_step_at}`);
  const { timeline } = await unwrap(goen.GET('/v1/cases/{id}', { params: { path: { id: accepted.case_id } } }));
  for (const fact of timeline) console.log(`${fact.at} ${fact.kind}`);
} catch (error) {
  if (!(error instanceof ApiError)) throw error;
  // `code` is stable; `detail` and `errors` say what to change.
  console.error(error.message);
  process.exitCode = 1;
}
