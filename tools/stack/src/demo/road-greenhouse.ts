import { randomBytes } from 'node:crypto';
import { greenhouseHook, postHook } from '@goen/vendor-sandbox';
import { z } from 'zod';
import type { Channel, ReportedApplication } from './channel.ts';
import { mover } from './road-reports.ts';
import { readExample } from './scenario.ts';

const hook = z.looseObject({
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

/** Sends the web hooks that Greenhouse sends at a rejection, signed as it does. */
export async function reportGreenhouse({
  connect,
  file,
  latest,
  company,
  report,
}: Channel): Promise<ReportedApplication[]> {
  const secret = randomBytes(24).toString('base64url');
  const connection = await connect({ signing_key: secret });
  const lines = readExample(file).toString('utf8').split('\n').filter(Boolean);
  const hooks = lines.map((line) => hook.parse(JSON.parse(line)));
  report(`${company} has ${hooks.length} rejections told by web hooks of Greenhouse …`);
  const times = hooks.map(({ payload }) => Date.parse(payload.application.rejected_at));
  const move = mover(times, latest);
  const moved = (time: string) => move(Date.parse(time)).toISOString();
  for (const { action, payload } of hooks) {
    const { application } = payload;
    const [applied, rejected] = [moved(application.applied_at), moved(application.rejected_at)];
    const now = { ...application, applied_at: applied, rejected_at: rejected, last_activity_at: rejected };
    const event = { action, payload: { ...payload, application: now } };
    const answer = await postHook(greenhouseHook({ url: connection.hook_url ?? '', secret }, event));
    if (answer.status !== 200) throw new Error(`The web hook was answered with ${answer.status}: ${answer.body}`);
  }
  const source = { ats: connection.kind, connection_id: connection.id };
  return hooks.map(({ payload: { application } }) => ({
    applicationId: String(application.id),
    candidateId: String(application.candidate.id),
    address: application.candidate.email_addresses[0]?.value ?? null,
    source,
  }));
}
