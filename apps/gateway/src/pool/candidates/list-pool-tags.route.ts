import { withCompany } from '@goen/case-store';
import { type PoolTagQuery, type PoolTags, poolTagQuery, poolTags } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/candidates/tags',
  operationId: 'listPoolTags',
  tags: ['candidates'],
  summary: 'List the tags of your talent pool, the most frequent first',
  access: apiKey('candidates:read'),
  request: { query: poolTagQuery },
  responses: { 200: jsonResponse(poolTags, 'The tags, 100 at most.') },
});

const maxTags = 100;

export function addListPoolTags(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await listPoolTags(context, c.get('companyId'), c.req.valid('query')), 200));
}

/** Of people in the pool alone. Names that mean the same are one tag, shown by one of them. */
const listPoolTags = ({ orm }: GatewayContext, companyId: string, { q, kind }: PoolTagQuery): Promise<PoolTags> =>
  withCompany(orm, companyId, async (em) => {
    const pattern =
      q === undefined
        ? null
        : `%${q
            .normalize('NFKC')
            .toLowerCase()
            .replaceAll(/[\\%_]/g, '\\$&')}%`;
    const items = await em.execute<PoolTags['items']>(
      `select t.kind, min(t.value) as value, count(distinct t.candidate_id)::int as candidates
       from candidate_tag t join candidate c on c.id = t.candidate_id
       where t.company_id = ? and c.erased_at is null and not c.result_only
         and (?::text is null or t.kind = ?) and (?::text is null or t.value_key like ?)
       group by t.kind, coalesce(t.searched_id, t.value_key) order by candidates desc, value limit ?`,
      [companyId, kind ?? null, kind ?? null, pattern, pattern, maxTags],
    );
    return { items };
  });
