import { randomBytes } from 'node:crypto';
import { greenhouseHook, postHook } from '@goen/vendor-sandbox';
import { z } from 'zod';
import type { Channel, ReportedApplication } from './channel.ts';
import { readExample } from './scenario.ts';
import { createTimeShift } from './shift-times.ts';

const hookEvent = z.looseObject({
  action: z.enum(['reject_candidate', 'unreject_candidate']),
  payload: z.looseObject({
    application: z.looseObject({
      id: z.number(),
      applied_at: z.string(),
      rejected_at: z.string(),
      candidate: z.looseObject({ id: z.number(), email_addresses: z.array(z.looseObject({ value: z.string() })) }),
    }),
  }),
});

/** Sends the webhooks that Greenhouse sends for a rejection, signed like Greenhouse does. */
export async function reportThroughGreenhouse({
  connect,
  file,
  latest,
  company,
  report,
}: Channel): Promise<ReportedApplication[]> {
  const secret = randomBytes(24).toString('base64url');
  const connection = await connect({ signing_key: secret });
  const lines = readExample(file).toString('utf8').split('\n').filter(Boolean);
  const events = lines.map((line) => hookEvent.parse(JSON.parse(line)));
  report(`${company} reports ${events.length} rejections through Greenhouse webhooks …`);
  const shift = createTimeShift(
    events.map(({ payload }) => Date.parse(payload.application.rejected_at)),
    latest,
  );
  const shiftText = (time: string) => shift(Date.parse(time)).toISOString();
  for (const { action, payload } of events) {
    const { applied_at: appliedAt, rejected_at: rejectedAt } = payload.application;
    const application = {
      ...payload.application,
      applied_at: shiftText(appliedAt),
      rejected_at: shiftText(rejectedAt),
      last_activity_at: shiftText(rejectedAt),
    };
    const event = { action, payload: { ...payload, application } };
    const response = await postHook(greenhouseHook({ url: connection.hook_url ?? '', secret }, event));
    if (response.status !== 200) throw new Error(`The webhook returned ${response.status}: ${response.body}`);
  }
  const source = { ats: connection.kind, connection_id: connection.id };
  return events.map(({ payload: { application } }) => ({
    applicationId: String(application.id),
    candidateId: String(application.candidate.id),
    address: application.candidate.email_addresses[0]?.value ?? null,
    source,
  }));
}
