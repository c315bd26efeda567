import type { MailProviderName } from '@goen/contracts/public';
import { HttpProblem, jsonResponse, readWhole } from '@goen/service-kit';
import type { Context } from 'hono';
import { z } from 'zod';
import type { ParsedHook } from '../providers/provider-report.ts';
import { type ReportDeps, recordReports } from './record-reports.ts';

/** SendGrid posts some thousand events at once. */
const maxBytes = 5 * 1024 * 1024;

/** How many events a post had that are understood, and how many that are not: the others are recorded all the same. */
const hookReceipt = z.object({ understood: z.number().int(), not_understood: z.number().int() });

/** What the routes of all providers' webhooks share: fields that a provider adds to its events are ignored. */
export const hookRoute = {
  method: 'post',
  maxBodyBytes: maxBytes,
  problems: ['unauthorized', 'not_found'],
  responses: { 200: jsonResponse(hookReceipt, 'The events are recorded.') },
} as const;

export const hookBody = (example: string) => ({ content: { '*/*': { schema: z.string(), example } } });

export type HookDeps = ReportDeps;

type Hook = {
  readonly provider: MailProviderName;
  /** Each is good by itself. None: the provider's webhook is not configured. */
  readonly secrets: readonly string[];
  /** Null: the provider did not sign it. */
  readonly parse: (headers: Headers, body: string, secret: string) => ParsedHook | null;
};

/** Answers 200 once the reports are committed, 401 for a bad signature, 404 when the webhook is not configured. */
export async function receiveHook(c: Context, deps: HookDeps, { provider, secrets, parse }: Hook) {
  if (secrets.length === 0) throw new HttpProblem('not_found');
  const bytes = await readWhole(c, { maxBytes, tooLargeCode: 'body_too_large' });
  const body = new TextDecoder().decode(bytes);
  const hook = secrets.map((secret) => parse(c.req.raw.headers, body, secret)).find((parsed) => parsed !== null);
  if (hook === undefined) throw new HttpProblem('unauthorized');
  const notUnderstood = Object.values(hook.notUnderstood).reduce((sum, count) => sum + count, 0);
  if (notUnderstood > 0) {
    deps.logger.warn({ provider, notUnderstood, reasons: hook.notUnderstood }, 'Some events were not understood');
  }
  await recordReports(deps, provider, hook.reports);
  return c.json({ understood: hook.reports.length, not_understood: notUnderstood }, 200);
}
