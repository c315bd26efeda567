import { z } from 'zod';
import { readExample } from './scenario.ts';

const report = z.looseObject({
  source: z.looseObject({ ats: z.string() }),
  application: z.looseObject({ remote_id: z.string(), rejected_at: z.string(), applied_at: z.string().optional() }),
  candidate: z.looseObject({
    remote_id: z.string(),
    emails: z.array(z.looseObject({ value: z.string() })).optional(),
  }),
});
export type ExampleReport = z.infer<typeof report>;

/** Moves times by as much as brings the latest of them to `latest`. */
export function mover(times: readonly number[], latest: Date): (time: number) => Date {
  const by = latest.getTime() - Math.max(...times);
  return (time) => new Date(time + by);
}

/** The reports of a file as if they were made today. */
export function loadReports(file: string, latest: Date): ExampleReport[] {
  const lines = readExample(file).toString('utf8').split('\n').filter(Boolean);
  const reports = lines.map((line) => report.parse(JSON.parse(line)));
  const move = mover(
    reports.map(({ application }) => Date.parse(application.rejected_at)),
    latest,
  );
  const moved = (time: string) => move(Date.parse(time)).toISOString();
  return reports.map((one) => ({
    ...one,
    application: {
      ...one.application,
      rejected_at: moved(one.application.rejected_at),
      ...(one.application.applied_at === undefined ? {} : { applied_at: moved(one.application.applied_at) }),
    },
  }));
}
