import type { GatewayApi } from './api.ts';
import type { ReportedApplication } from './channel.ts';
import type { Company, Deed } from './scenario.ts';

export type Person = {
  readonly who: string;
  readonly deed: Deed;
  readonly address: string | null;
  readonly caseId: string;
  /** Their first application, as their system knows it. */
  readonly reported: ReportedApplication;
};

/** A company of the scenario, and its candidates. */
export type Cast = {
  readonly company: Company;
  readonly id: string;
  readonly api: GatewayApi;
  readonly people: readonly Person[];
  readonly crmId: string;
};
