import { licenceState, newOperatorLicence } from '@goen/contracts/public';
import { jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { recordLicence } from './licence.ts';

const example = {
  number: '13-ユ-123456',
  kind: '有料職業紹介事業',
  expires_on: '2031-03-31',
  operator_name: '株式会社ご縁',
  address: '東京都千代田区丸の内1-1-1',
  complaints_contact: '03-0000-0000',
  occupations: '全職種',
  fees: '無料（クレジットによるご紹介）',
};
const route = defineOperatorRoute({
  method: 'put',
  path: '/operator/licence',
  operationId: 'recordLicence',
  tags: ['operator-books'],
  summary: 'Record a placement licence or its renewal, and wake the referrals that wait for it',
  request: { body: jsonBody(newOperatorLicence, example) },
  responses: { 200: jsonResponse(licenceState, 'The licence that applies now.') },
});

export function addRecordLicence(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => c.json(await recordLicence(context, c.req.valid('json'), readActor(c)), 200));
}
