/**
 * Receives webhooks: checks the signature, answers, then handles the event.
 *
 *     GOEN_WEBHOOK_SECRET=whsec_… PORT=4100 node examples/receive-webhook.ts
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type VerifiedEvent, verifyWebhook, WebhookVerificationError } from '@goen/client';

const secret = process.env.GOEN_WEBHOOK_SECRET ?? '';
/** In production: a table with a unique key, kept as long as events can be replayed (30 days). */
const knownIds = new Set<string>();

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    // The raw body: a parsed and rewritten one has another signature.
    const event = verifyWebhook(secret, await text(request), request.headers);
    response.writeHead(204).end();
    if (knownIds.has(event.id)) return;
    knownIds.add(event.id);
    handleEvent(event);
  } catch (error) {
    response.writeHead(error instanceof WebhookVerificationError ? 401 : 500).end();
  }
}

function handleEvent(event: VerifiedEvent): void {
  if (event.type === 'consent.granted') {
    console.log(`Candidate ${event.data.candidate_id} consented: ${event.data.consent}`);
  } else if (event.type === 'case.updated') {
    console.log(`Case ${event.data.case_id} is ${event.data.state}, next: ${event.data.next_step}`);
  } else {
    // Types may be added: what is unknown is accepted and ignored.
    console.log(`Ignored ${event.type}`);
  }
}

const server = createServer((request, response) => void receive(request, response));
server.listen(Number(process.env.PORT ?? 4100), '127.0.0.1', () => {
  const address = server.address();
  console.log(`Listening on port ${typeof address === 'object' ? address?.port : address}`);
});
