import { runService } from '@goen/service-kit/run-service';

runService('gateway', async (logger) => {
  const { readGatewayConfig, startGateway } = await import('./index.ts');
  return startGateway(readGatewayConfig(), logger);
});
