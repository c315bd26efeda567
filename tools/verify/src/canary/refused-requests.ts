import type { Journey } from './start-journey.ts';

/** Requests with the person in every part of them that must be refused, and what the answers say. */
export async function sendRefusedRequests(journey: Journey, report: object): Promise<void> {
  const { stack, hinode, hook, canaries, errorBodies } = journey;
  const { email, familyName, phone, note } = canaries;
  const json = JSON.stringify(report);
  const send = async (path: string, init: RequestInit, headers: Record<string, string> = {}) => {
    const response = await fetch(path.startsWith('http') ? path : `${stack.urls.gateway}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${hinode.key}`, 'content-type': 'application/json', ...headers },
    });
    const body = await response.text();
    // An answer may show the caller's own data; a refusal may not.
    if (!response.ok) errorBodies.push(body);
    return response.status;
  };
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    send(path, { method: 'POST', body }, headers);
  const query = new URLSearchParams({ q: email, prefecture: familyName, limit: phone }).toString();
  const statuses = [
    await post('/v1/rejections', json.slice(0, -1)),
    await post('/v1/rejections', json, { 'content-type': 'text/plain' }),
    await post('/v1/rejections', json, { authorization: `Bearer ${email}` }),
    await post('/v1/rejections', json.replace('{', `{"unknown":"${email} ${familyName}",`)),
    await post('/v1/rejections', json.replace('"rejected_at":"2', `"rejected_at":"${phone}`)),
    await post('/v1/rejections', JSON.stringify({ ...report, filler: `${email} `.repeat(20_000) })),
    await post('/v1/rejections', json, { 'idempotency-key': `${email} ${'x'.repeat(300)}` }),
    await post('/v1/rejections/batch', json, { 'content-type': 'application/json' }),
    await post('/v1/events', JSON.stringify({ type: email, candidate: { remote_id: familyName } })),
    await post('/v1/positions', JSON.stringify({ title: '', description: email })),
    await post('/v1/members', JSON.stringify({ email: familyName, name: email, role: phone })),
    await post(`/v1/candidates/${encodeURIComponent(email)}/notes`, JSON.stringify({ text: note })),
    await post(`/v1/suppressions/${encodeURIComponent(email)}`, '{}'),
    await send(`/v1/candidates?${query}`, {}),
    await send(`/v1/${encodeURIComponent(email)}`, {}),
    await send(`/c/${encodeURIComponent(email)}`, { method: 'POST', body: `action=${email}` }),
    await send(`/r/${encodeURIComponent(familyName)}?a=${encodeURIComponent(email)}`, {}),
    await send(hook.url, { method: 'POST', body: json }, { signature: `sha256 ${phone}` }),
    await post('/v1/sign-in/links', JSON.stringify({ email: familyName, locale: email }), {
      origin: stack.urls.gateway,
    }),
    await post('/v1/sign-in/link', JSON.stringify({ token: email }), { origin: stack.urls.gateway }),
  ];
  const accepted = statuses.filter((status) => status < 400);
  if (accepted.length > 0) throw new Error(`Requests that should be refused answered ${statuses.join(', ')}`);
}
