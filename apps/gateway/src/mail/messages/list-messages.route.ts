import { toTokyoMs } from '@goen/case-domain';
import { Candidate, CandidateAddress, type Em, withCompany } from '@goen/case-store';
import { maxListedHashes, storedMessagePage } from '@goen/contracts/internal';
import { messagePage, messageQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { findPeople } from '../queue/find-people.ts';
import { viewMessages } from './view-message.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/messages',
  operationId: 'listMessages',
  tags: ['mails'],
  summary: 'List the mails that were handed over for sending, the newest first',
  description:
    'By person, kind, state and date. What is still to come is in the queue (`GET /v1/mails`); a mail that a member cancelled before it was due is only in the timeline of its case.',
  access: apiKey('mail:read'),
  problems: ['unavailable'],
  request: { query: messageQuery },
  responses: { 200: jsonResponse(messagePage, 'A page of mails.') },
});

export function addListMessages(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await listMessages(context, c.get('companyId'), c.req.valid('query')), 200));
}

type Query = z.output<typeof messageQuery>;

/** mail-service knows hashes of addresses and no candidates: it is asked for those of the candidate. */
async function listMessages({ orm, mail }: GatewayContext, company: string, query: Query) {
  const { kind, state, limit, cursor } = query;
  const hashes = await withCompany(orm, company, (em) => findHashes(em, company, query));
  if (hashes?.length === 0) return { items: [], next: null };
  const [from, before] = [query.from, query.before].map((date) =>
    date === undefined ? undefined : new Date(toTokyoMs(date, 0)).toISOString(),
  );
  const personHashes = hashes?.slice(0, maxListedHashes).join(',');
  const answer = await askService(mail, '/messages', {
    query: { company, personHashes, kind, state, from, before, limit, cursor },
  });
  const { items, next } = storedMessagePage.parse(await answer.json());
  return { items: await withCompany(orm, company, (em) => viewMessages(em, items)), next };
}

const maxPeople = 50;

/** Of the people whom the query is about; null: of everybody. */
async function findHashes(em: Em, company: string, { candidate_id: candidateId, q }: Query): Promise<string[] | null> {
  if (candidateId === undefined && q === undefined) return null;
  const people = q === undefined ? null : [...(await findPeople(em, company, q, maxPeople))];
  const ids = candidateId === undefined ? (people ?? []) : [candidateId].filter((id) => people?.includes(id) ?? true);
  return findAddressHashes(em, ids);
}

/** Of all addresses that the candidates ever had, today's first; they outlive an erasure. None of another company's. */
async function findAddressHashes(em: Em, candidateIds: readonly string[]): Promise<string[]> {
  if (candidateIds.length === 0) return [];
  const candidates = await em.find(Candidate, { id: { $in: [...candidateIds] } }, { fields: ['id', 'personHash'] });
  const ids = candidates.map(({ id }) => id);
  const addresses = await em.find(CandidateAddress, { candidateId: { $in: ids } }, { orderBy: { createdAt: 'desc' } });
  return [...new Set([...candidates, ...addresses].flatMap(({ personHash }) => personHash ?? []))];
}
