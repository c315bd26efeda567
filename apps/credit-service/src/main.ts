import { runService } from '@goen/service-kit/run-service';

runService('credit-service', async (logger) => {
  const { readCreditConfig, startCreditService } = await import('./index.ts');
  return startCreditService(readCreditConfig(), logger);
});
