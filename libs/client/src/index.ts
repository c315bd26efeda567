export type * from './api.gen.ts';
export { createGoenClient, type GoenClient, type GoenOptions } from './create-goen-client.ts';
export { parseNdjson, toNdjson } from './ndjson.ts';
export type { ItemOf, PagedPath } from './pages.ts';
export { ApiError, type ApiProblem, type ProblemCode, unwrap } from './problem.ts';
export type { ReportResult } from './report-rejections.ts';
export type { RetrySettings } from './retry.ts';
export {
  type VerifiedEvent,
  verifyWebhook,
  type WebhookEvent,
  type WebhookEventType,
  type WebhookHeaders,
  WebhookVerificationError,
} from './verify-webhook.ts';
