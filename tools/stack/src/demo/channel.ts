import type { ConnectionView } from '@goen/contracts/public';
import type { GatewayApi } from './gateway-api.ts';

/** What a channel needs to report the rejections of a company. */
export type Channel = {
  readonly api: GatewayApi;
  /** Creates the connection of the channel. */
  readonly connect: (secrets: Record<string, string>) => Promise<ConnectionView>;
  /** Of the examples. */
  readonly file: string;
  /** All times are shifted so that the latest rejection happened then. */
  readonly latest: Date;
  readonly company: string;
  readonly report: (line: string) => void;
};

/** An application whose rejection was reported, with the ids that its ATS has for it. */
export type ReportedApplication = {
  readonly applicationId: string;
  readonly candidateId: string;
  readonly address: string | null;
  readonly source: { readonly ats: string; readonly connection_id?: string };
};
