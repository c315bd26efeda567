import { createGatewayApp } from '@goen/gateway';
import { createLogger } from '@goen/service-kit';

/** Size of the gateway's OpenAPI document. No service runs: only a request to the other routes would need one. */
export async function measureOpenApi(): Promise<number> {
  const context = {
    logger: createLogger('checks', 'silent'),
    publicUrl: 'http://localhost',
    mailEventsToken: 'unused',
    personHashKey: 'unused',
  };
  const app = createGatewayApp(context as Parameters<typeof createGatewayApp>[0], { operatorName: 'Goen' }, {});
  const response = await app.request('/openapi.json');
  if (response.status !== 200) throw new Error(`/openapi.json answered ${response.status}`);
  return toKilobytes((await response.arrayBuffer()).byteLength);
}

const toKilobytes = (bytes: number) => Math.ceil(bytes / 1000);
