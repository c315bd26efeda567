import { newOperatorCompany, operatorCompanyCreated } from '@goen/contracts/public';
import { jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { createOperatorCompany } from './create-company.ts';

const route = defineOperatorRoute({
  method: 'post',
  path: '/operator/companies',
  operationId: 'createOperatorCompany',
  tags: ['operator-companies'],
  summary: 'Create a company, and invite its first owner by mail',
  description:
    'Its owner states the rest: the basis for keeping, who sends results, what is asked for. The list of companies says what is still missing. A key is shown only in this response.',
  request: {
    body: jsonBody(newOperatorCompany, {
      name: '株式会社ひので',
      slug: 'hinode',
      sender: {
        name: '株式会社ひので',
        english_name: 'Hinode Inc.',
        department: '人事部',
        from_address: 'saiyo@hinode.example.jp',
        postal_address: '東京都港区芝1-2-3',
        contact: 'saiyo@hinode.example.jp',
      },
      owner: { email: 'hanako@hinode.example.jp', name: '日野 花子' },
      key: { name: 'ATS', scopes: ['rejections:write', 'events:write', 'cases:read'] },
    }),
  },
  responses: { 201: jsonResponse(operatorCompanyCreated, 'The company, and its key if one was asked for.') },
});

export function addCreateCompany(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const created = await createOperatorCompany(context, c.req.valid('json'), readActor(c));
    return c.json(created, 201, { 'cache-control': 'no-store' });
  });
}
