export { readGatewayConfig } from './config.ts';
export { createGatewayApp, startGateway } from './start-gateway.ts';
