import { problem } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { traceHeaders, withSpan } from '@goen/service-kit/telemetry';

export type ServiceAddress = { readonly url: string; readonly token: string };

type Call = { readonly method?: 'GET' | 'PUT' | 'DELETE' | 'POST'; readonly query?: object; readonly body?: object };

/** Longer than mail-service takes over a slow provider or a picture. */
const timeoutMs = 45_000;

/**
 * Asks mail-service or credit-service on a company's behalf. What it refuses is refused here in the same words (its
 * pointers are those of our bodies); when it is away or at fault, 503 `unavailable`.
 */
export async function askService(service: ServiceAddress, path: string, call: Call = {}): Promise<Response> {
  const { method = 'GET', query = {}, body } = call;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  const send = () =>
    fetch(`${service.url}${path}?${search.toString()}`, {
      method,
      headers: { authorization: `Bearer ${service.token}`, 'content-type': 'application/json', ...traceHeaders() },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
  // Paths carry ids, queries addresses: the span of the service that answers says its route.
  const answer = await withSpan('call service', { kind: 'client' }, send).catch(() => {
    throw new HttpProblem('unavailable');
  });
  if (!answer.ok) throw await toGatewayProblem(answer);
  return answer;
}

/** What the caller may see: problems of their request pass through, faults between services become `unavailable`. */
async function toGatewayProblem(answer: Response): Promise<HttpProblem> {
  const parsed = problem.safeParse(await answer.json().catch(() => null));
  const isBetweenServices = answer.status === 401 || answer.status === 403 || answer.status === 500;
  if (!parsed.success || isBetweenServices) return new HttpProblem('unavailable');
  const { code, detail, errors } = parsed.data;
  const retryAfter = answer.headers.get('retry-after');
  return new HttpProblem(code, {
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
    ...(retryAfter === null ? {} : { headers: { 'retry-after': retryAfter } }),
  });
}
