import { z } from 'zod';
import type { Channel, ReportedApplication } from './channel.ts';
import { readExample } from './scenario.ts';
import { createTimeShift } from './shift-times.ts';

const rejection = z.looseObject({
  source: z.looseObject({ ats: z.string() }),
  application: z.looseObject({ remote_id: z.string(), rejected_at: z.string(), applied_at: z.string().optional() }),
  candidate: z.looseObject({
    remote_id: z.string(),
    emails: z.array(z.looseObject({ value: z.string() })).optional(),
  }),
});
type ExampleRejection = z.infer<typeof rejection>;

/** Reports the rejections of a file in one batch. */
export async function reportThroughApi({
  api,
  file,
  latest,
  company,
  report,
}: Channel): Promise<ReportedApplication[]> {
  const rejections = loadRejections(file, latest);
  report(`${company} reports ${rejections.length} rejection(s) through the API …`);
  await api.reportBatch(rejections);
  return rejections.map(({ source, application, candidate }) => ({
    applicationId: application.remote_id,
    candidateId: candidate.remote_id,
    address: candidate.emails?.[0]?.value ?? null,
    source,
  }));
}

function loadRejections(file: string, latest: Date): ExampleRejection[] {
  const lines = readExample(file).toString('utf8').split('\n').filter(Boolean);
  const rejections = lines.map((line) => rejection.parse(JSON.parse(line)));
  const shift = createTimeShift(
    rejections.map(({ application }) => Date.parse(application.rejected_at)),
    latest,
  );
  const shiftText = (time: string) => shift(Date.parse(time)).toISOString();
  return rejections.map(({ application, ...rest }) => ({
    ...rest,
    application: {
      ...application,
      rejected_at: shiftText(application.rejected_at),
      ...(application.applied_at === undefined ? {} : { applied_at: shiftText(application.applied_at) }),
    },
  }));
}
