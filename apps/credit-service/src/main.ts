import { createLogger, runUntilSignal } from '@goen/service-kit';
import { readCreditConfig, startCreditService } from './index.ts';

runUntilSignal(createLogger('credit-service', process.env.LOG_LEVEL), async () =>
  startCreditService(readCreditConfig()),
);
