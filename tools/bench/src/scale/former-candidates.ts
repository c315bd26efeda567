import { randomUUID } from 'node:crypto';
import { createGet, type ListItem, pickCompany, type Query, type RequestContext } from './gateway-requests.ts';
import type { Operation } from './operation.ts';

const dayMs = 86_400_000;

/** Former candidates beside the openings of their company: each sort, filters from common to rare, and deep pages. */
export function listFormerCandidateOperations(context: RequestContext): Operation[] {
  const get = createGet(context);
  const positionsOf = new Map<string, readonly ListItem[]>();
  const readPositions = async (nth: number) => {
    const { id } = pickCompany(context.companies, nth);
    const positions = positionsOf.get(id) ?? (await get(nth, '/v1/positions', {})).items;
    positionsOf.set(id, positions);
    return positions;
  };
  const prepare = async () => {
    for (let nth = 0; nth < 2 * context.companies.length; nth += 1) await readPositions(nth);
  };
  const list = (name: string, toQuery: (tag: string, nth: number) => Query): Operation => ({
    name: `former candidates: ${name}`,
    times: 40,
    prepare,
    run: async (nth) => {
      const positions = await readPositions(nth);
      const position = positions[Math.floor(nth / 2) % positions.length];
      const tag = position?.required?.[0]?.id ?? '';
      return get(nth, `/v1/positions/${position?.id ?? ''}/former-candidates`, toQuery(tag, nth));
    },
  });
  const cursor = (group: number, nth: number) =>
    Buffer.from(JSON.stringify([group, new Date(Date.now() - ((nth * 7) % 350) * dayMs), randomUUID()])).toString(
      'base64url',
    );
  return [
    list('newest', () => ({})),
    list('oldest', () => ({ sort: 'oldest' })),
    list('by stage', () => ({ sort: 'stage' })),
    list('by region', () => ({ sort: 'region' })),
    list('by reason', () => ({ sort: 'reason' })),
    list('by tag', (tag) => ({ sort: tag })),
    list('deep page by stage', (_, nth) => ({ sort: 'stage', cursor: cursor(2, nth) })),
    list('deep page by region', (_, nth) => ({ sort: 'region', cursor: cursor(3, nth) })),
    list('deep page by tag', (tag, nth) => ({ sort: tag, cursor: cursor(1, nth) })),
    list('who meet a tag', (tag) => ({ meets: tag })),
    list('who lack a tag, of a region', (tag) => ({ lacks: tag, region: 'elsewhere' })),
    list('rare', (tag) => ({ meets: tag, stage: 'other', reason: 'timing', region: 'neighbour', sort: 'region' })),
    list('nobody', (tag) => ({ meets: tag, lacks: tag, sort: 'reason' })),
    list('who may be invited', () => ({ may_be_invited: 'true' })),
    list('who may not be invited', () => ({ may_be_invited: 'false' })),
    list('who may be invited, rare', (tag) => ({ may_be_invited: 'true', meets: tag, stage: 'final', sort: 'oldest' })),
  ];
}
