/**
 * SQL: whether a company is none for testing an integration. Sandbox companies take no part in the relay, and no book or
 * count of the operator has them. Needs the settings of all companies; being one never changes.
 */
export const isNoSandbox = (companyId: string): string =>
  `not exists (select from company sandbox where sandbox.id = ${companyId} and sandbox.settings ->> 'mailProvider' = 'sandbox')`;
