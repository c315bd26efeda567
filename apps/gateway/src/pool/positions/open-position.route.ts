import { newPosition, positionView } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { openPosition } from './save-position.ts';
import { viewPosition } from './view-position.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/positions',
  operationId: 'openPosition',
  tags: ['positions'],
  summary: 'Open a position',
  description:
    'Tags may be in Japanese or English. Criteria that the law forbids are refused with the code `sensitive_tag`. Without `conditions` the position takes no part in the relay: give each condition, or the address of a page that states them and its date.',
  access: apiKey('positions:write'),
  idempotent: true,
  request: {
    body: jsonBody(newPosition, {
      title: 'バックエンドエンジニア',
      url: 'https://hinode.example.jp/jobs/1',
      required: [{ kind: 'skill', value: 'TypeScript' }],
      desired: [{ kind: 'orientation', value: 'フルリモート' }],
      regions: ['東京都'],
      min_years: 3,
      seats: 2,
      conditions: {
        work: '決済サービスのバックエンド開発（変更の範囲：会社の定める開発業務）',
        contract_term: 'indefinite',
        trial_period: '3か月（同条件）',
        place: '東京都渋谷区（変更の範囲：自宅および本社）',
        hours: 'フレックスタイム制（標準10:00〜19:00、休憩60分）、時間外労働あり、完全週休2日制',
        wage: '月給45万円〜70万円（固定残業代なし）',
        insurance: '健康保険、厚生年金、雇用保険、労災保険',
        employer: '株式会社ひので',
        smoking: '屋内禁煙',
      },
    }),
  },
  responses: { 201: jsonResponse(positionView, 'The new position.') },
});

export function addOpenPosition(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const position = await openPosition(context, c.get('companyId'), c.req.valid('json'), readActor(c));
    return c.json(viewPosition(position), 201);
  });
}
