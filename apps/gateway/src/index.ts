export { type GatewayConfig, readGatewayConfig } from './config.ts';
export { startGateway } from './start-gateway.ts';
