import type { ConnectionView } from '@goen/contracts/public';
import type { GatewayApi } from './api.ts';

/** What a channel needs to report the rejections of a company. */
export type Channel = {
  readonly api: GatewayApi;
  readonly connect: (secrets: Record<string, string>) => Promise<ConnectionView>;
  readonly file: string;
  readonly latest: Date;
  readonly company: string;
  readonly report: (line: string) => void;
};

/** An application whose rejection was reported, with the ids that its system knows it by. */
export type ReportedApplication = {
  readonly applicationId: string;
  readonly candidateId: string;
  readonly address: string | null;
  readonly source: { readonly ats: string; readonly connection_id?: string };
};
