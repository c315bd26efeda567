import type { ServiceApp } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { z } from 'zod';
import type { Ledger } from './ledger/ledger.ts';

/** What the routes of the service need. */
export type CreditContext = { readonly orm: Database; readonly ledger: Ledger };
export type CreditApp = ServiceApp;

/** The services that call this one. */
export const creditCallers = ['gateway', 'worker'] as const;
export type CreditCaller = (typeof creditCallers)[number];

/** `access` of every route but health. */
export const calledBy = (...callers: readonly [CreditCaller, ...CreditCaller[]]) =>
  ({ scheme: 'serviceToken', scopes: callers }) as const;

export const companyParam = z.uuid().transform((id) => id.toLowerCase());
export const entryParam = z.string().min(1).max(255);
