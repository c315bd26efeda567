import { problem } from '@goen/contracts/public';
import { ApplicationFailure } from '@temporalio/common';
import type { z } from 'zod';

export type ServiceAddress = { readonly url: string; readonly token: string };

/** Longer than a service takes over a slow provider. */
const timeoutMs = 45_000;

/**
 * Posts to one of our services and checks its answer. Every failure is retried and names a code alone: failure
 * messages are plain text in Temporal.
 */
export function callService<T extends z.ZodType>(
  service: ServiceAddress,
  path: string,
  body: object,
  schema: T,
): Promise<z.output<T>> {
  return ask(service, path, { method: 'POST', body: JSON.stringify(body) }, schema);
}

/** The same for what is only read. */
export const readService = <T extends z.ZodType>(service: ServiceAddress, path: string, schema: T) =>
  ask(service, path, {}, schema);

async function ask<T extends z.ZodType>(
  service: ServiceAddress,
  path: string,
  init: RequestInit,
  schema: T,
): Promise<z.output<T>> {
  const answer = await fetch(`${service.url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${service.token}`, 'content-type': 'application/json' },
    signal: AbortSignal.timeout(timeoutMs),
  }).catch(() => {
    throw ApplicationFailure.retryable('service_unreachable', 'service_unreachable');
  });
  const content: unknown = answer.status === 204 ? null : await answer.json().catch(() => undefined);
  if (!answer.ok) {
    const code = problem.safeParse(content).data?.code ?? `status_${answer.status}`;
    throw ApplicationFailure.create({
      message: code,
      type: code,
      ...(answer.headers.has('retry-after')
        ? { nextRetryDelay: `${Number(answer.headers.get('retry-after')) || 1} seconds` }
        : {}),
    });
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) throw ApplicationFailure.retryable('answer_not_understood', 'answer_not_understood');
  return parsed.data;
}
