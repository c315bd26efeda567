export { readGatewayConfig } from './config.ts';
export { gatewayApp, startGateway } from './start-gateway.ts';
