import { createGatewayApp } from '@goen/gateway';
import { createLogger } from '@goen/service-kit';

/** The gateway's OpenAPI document. No service runs: only a request to the other routes would need one. */
export async function readOpenApiDocument(): Promise<string> {
  const context = {
    logger: createLogger('checks', 'silent'),
    publicUrl: 'http://localhost',
    mailEventsTokens: [{ caller: 'mail-service', token: 'unused' }],
    personHashKey: 'unused',
    identity: { settings: { trustedProxies: 0 } },
  };
  const app = createGatewayApp(
    context as unknown as Parameters<typeof createGatewayApp>[0],
    { operatorName: 'Goen' },
    {},
  );
  const response = await app.request('/openapi.json');
  if (response.status !== 200) throw new Error(`/openapi.json answered ${response.status}`);
  return response.text();
}
