import { problem } from '@goen/contracts/public';
import { parseRetryAfterMs } from '@goen/service-kit';
import { traceHeaders, withSpan } from '@goen/service-kit/telemetry';
import { ApplicationFailure } from '@temporalio/common';
import type { z } from 'zod';

export type ServiceAddress = { readonly url: string; readonly token: string };

/** Longer than any service waits for a slow provider. */
const timeoutMs = 45_000;

/**
 * Posts to one of our services and validates its answer. Every failure is retryable and carries only a code, because
 * Temporal stores failure messages as plain text.
 */
export function callService<T extends z.ZodType>(
  service: ServiceAddress,
  path: string,
  body: object,
  schema: T,
): Promise<z.output<T>> {
  return request(service, path, { method: 'POST', body: JSON.stringify(body) }, schema);
}

/** Like `callService`, by GET. */
export const readService = <T extends z.ZodType>(service: ServiceAddress, path: string, schema: T) =>
  request(service, path, {}, schema);

async function request<T extends z.ZodType>(
  service: ServiceAddress,
  path: string,
  init: RequestInit,
  schema: T,
): Promise<z.output<T>> {
  const send = () =>
    fetch(`${service.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${service.token}`, 'content-type': 'application/json', ...traceHeaders() },
      signal: AbortSignal.timeout(timeoutMs),
    });
  const response = await withSpan('call service', { kind: 'client' }, send).catch(() => {
    throw ApplicationFailure.retryable('service_unreachable', 'service_unreachable');
  });
  const content: unknown = response.status === 204 ? null : await response.json().catch(() => undefined);
  if (!response.ok) {
    const code = problem.safeParse(content).data?.code ?? `status_${response.status}`;
    const retryAfterMs = parseRetryAfterMs(response.headers.get('retry-after'));
    throw ApplicationFailure.create({
      message: code,
      type: code,
      ...(retryAfterMs === null ? {} : { nextRetryDelay: retryAfterMs }),
    });
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) throw ApplicationFailure.retryable('answer_not_understood', 'answer_not_understood');
  return parsed.data;
}
