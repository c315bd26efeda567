import type { Notice } from './notice.ts';

/** How one provider brings its events to a customer. */
export type Transport = {
  url: string;
  /** Events in one request, at most. */
  maxBatch: number;
  /** Requests at once, at most. */
  atOnce: number;
  /** Signed anew for each attempt, as the time is part of what is signed. */
  request(notices: Notice[]): { body: string; headers: Record<string, string> };
};
