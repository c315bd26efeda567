export * from './company-settings.ts';
export * from './credit.ts';
export * from './fact.ts';
export * from './mail.ts';
export * from './wording.ts';
