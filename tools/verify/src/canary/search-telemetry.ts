import { listInbox } from '@goen/stack/demo';
import type { Matcher } from './find-canaries.ts';
import type { Journey } from './start-journey.ts';

/** A batch of spans is sent after five seconds at the latest. */
const maxAttempts = 60;
const attemptEveryMs = 500;
/** Names of spans on every way of the person; without them nothing would have been searched. */
const expectedSpans = [
  '"POST /v1/rejections"',
  '"POST /c/:token"',
  '"dispatch outbox row"',
  '"activity decide"',
  '"send mails"',
];

/** Searches spans and metrics of all processes for the person, and for the token of every link that was mailed. */
export async function searchTelemetry({ stack, spans, inboxUrl, canaries }: Journey, find: Matcher) {
  const isMissing = (name: string) => !spans.bodies.some((body) => body.includes(name));
  for (let attempt = 0; expectedSpans.some(isMissing) && attempt < maxAttempts; attempt += 1)
    await new Promise((resolve) => setTimeout(resolve, attemptEveryMs));
  const mails = await listInbox(inboxUrl, canaries.email);
  const links = mails.flatMap(({ text }) => [...text.matchAll(/https?:\/\/[^/\s]+\/\w+\/([\w-]{16,})/g)]);
  const tokens = new Set(links.map(([, token]) => token ?? ''));
  const metrics = Object.entries(stack.metricsAddresses).map(
    async ([service, address]) =>
      [`metrics of ${service}`, await (await fetch(`http://${address}/metrics`)).text()] as const,
  );
  const texts = [...spans.bodies.map((body) => ['a span', body] as const), ...(await Promise.all(metrics))];
  const faults = texts.flatMap(([what, body]) => {
    const fields = [
      ...find(Buffer.from(body)),
      ...([...tokens].some((token) => body.includes(token)) ? ['a link'] : []),
    ];
    return fields.length === 0 ? [] : [`${what} holds ${fields.join(', ')}`];
  });
  const missing = expectedSpans.filter(isMissing).map((name) => `No span is named ${name}`);
  const silent = texts.filter(([, body]) => body === '').map(([what]) => `${what} are empty`);
  return {
    faults: [...faults, ...missing, ...silent, ...(tokens.size === 0 ? ['No mail has a link'] : [])],
    counts: {
      spans: spans.bodies.reduce((sum, body) => sum + body.split('"spanId"').length - 1, 0),
      tokens: tokens.size,
    },
  };
}
