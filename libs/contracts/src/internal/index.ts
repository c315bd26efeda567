export * from './company-settings.ts';
export * from './credit.ts';
export { type ConditionLine, describeConditions } from './describe-conditions.ts';
export * from './fact.ts';
export * from './mail.ts';
export * from './retention.ts';
export * from './stored-message.ts';
export * from './wording.ts';
