export { chatEventTypes, findChatVendor, formatChatAddress } from './chat/index.ts';
export { claimDueDeliveries, toDeliveryLimits } from './claim-deliveries.ts';
export { type DelivererOptions, startDeliverer } from './deliverer.ts';
export { emitEvent, emitEvents, queueEventsSql } from './emit-event.ts';
export { dropPendingDeliveries, recordDeliveryAttempt } from './record-attempt.ts';
export { retryDelaysMs } from './retry-delay.ts';
export type { WebhookSettings } from './webhook-settings.ts';
