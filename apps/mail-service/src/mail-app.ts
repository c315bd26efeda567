import type { ServiceApp } from '@goen/service-kit';

export type MailApp = ServiceApp;

/** The services that call this one. */
export const mailCallers = ['gateway', 'worker'] as const;
export type MailCaller = (typeof mailCallers)[number];

/** `access` of every route but health and the providers' hooks. */
export const calledBy = (...callers: readonly [MailCaller, ...MailCaller[]]) =>
  ({ scheme: 'serviceToken', scopes: callers }) as const;
