export { readGatewayConfig } from './config.ts';
export { exchangeOutboxRows } from './outbox/claim-outbox-rows.ts';
export { createGatewayApp, startGateway } from './start-gateway.ts';
