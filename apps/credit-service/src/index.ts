export { readCreditConfig } from './config.ts';
export { type CreditService, startCreditService } from './start-credit-service.ts';
