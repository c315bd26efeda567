import { createLogger, runUntilSignal } from '@goen/service-kit';
import { readGatewayConfig, startGateway } from './index.ts';

runUntilSignal(createLogger('gateway', process.env.LOG_LEVEL), async () => startGateway(readGatewayConfig()));
