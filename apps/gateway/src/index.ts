export { readGatewayConfig } from './config.ts';
export { createDemoToken } from './identity/sign-in/demo-links.ts';
export { createIdentity } from './identity/sign-in/identity.ts';
export { createLiveHub } from './live/live-hub.ts';
export { exchangeOutboxRows } from './outbox/claim-outbox-rows.ts';
export { createGatewayApp, startGateway } from './start-gateway.ts';
