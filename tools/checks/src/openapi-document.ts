import { createGatewayApp } from '@goen/gateway';
import { createLogger } from '@goen/service-kit';

/** An OpenAPI document of the gateway. No service runs: only a request to the other routes would need one. */
export async function readOpenApiDocument(path = '/openapi.json'): Promise<string> {
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
  const response = await app.request(path);
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  return response.text();
}
