import { runService } from '@goen/service-kit/run-service';

runService('mail-service', async (logger) => {
  const { readMailConfig, startMailService } = await import('./index.ts');
  return startMailService(readMailConfig(), logger);
});
