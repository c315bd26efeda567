import { join } from 'node:path';
import { findFreePort, type ServiceUrls } from '@goen/postgres-server';
import { createServiceProcess, root } from '@goen/stack';

/** Starts credit-service as its own process. */
export async function startCreditService(urls: ServiceUrls, dataDir: string) {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const token = 'a-token-of-the-gateway';
  const workerToken = 'a-token-of-the-worker';
  const service = createServiceProcess({
    name: 'credit-service',
    main: join(root, 'apps/credit-service/src/main.ts'),
    readyUrl: `${url}/readyz`,
    logFile: join(dataDir, 'credit-service.log'),
    env: {
      HOST: '127.0.0.1',
      PORT: String(port),
      CREDIT_DATABASE_URL: urls.url,
      CREDIT_SERVICE_TOKENS: `gateway=${token},worker=${workerToken}`,
    },
  });
  await service.start();
  return { url, token, workerToken, stop: () => service.stop() };
}
