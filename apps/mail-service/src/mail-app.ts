import type { ServiceApp } from '@goen/service-kit';

export type MailApp = ServiceApp;

/** `access` of every route but health and the providers' hooks: internal callers send the service token. */
export const serviceToken = { scheme: 'serviceToken', scopes: [] } as const;
