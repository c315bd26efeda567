import { atsVendors } from '@goen/ats';
import { Connection, withCompany } from '@goen/case-store';
import { importSources } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';

const fileKinds = [...atsVendors].flatMap(([kind, { file }]) => (file === undefined ? [] : [kind]));

const route = defineRoute({
  method: 'get',
  path: '/v1/import-sources',
  operationId: 'listImportSources',
  tags: ['imports'],
  summary: 'List the connections that take files',
  description: 'For `connection_id` of `POST /v1/imports`, without the settings of the connections.',
  access: apiKey('imports:read'),
  responses: { 200: jsonResponse(importSources, 'All of them, by name.') },
});

export function addListImportSources(app: GatewayApp, { orm }: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const where = { companyId, kind: { $in: fileKinds }, state: { $in: ['active', 'paused'] } } as const;
    const connections = await withCompany(orm, companyId, (em) =>
      em.find(Connection, where, { orderBy: [{ name: 'asc' }, { id: 'asc' }] }),
    );
    const items = connections.map(({ id, kind, name, state }) => ({
      connection_id: id,
      kind,
      name,
      state: state === 'paused' ? ('paused' as const) : ('active' as const),
    }));
    return c.json({ items }, 200);
  });
}
