export { readCreditConfig } from './config.ts';
export { type CreditService, creditApp, startCreditService } from './start-credit-service.ts';
