import { createLogger, runUntilSignal } from '@goen/service-kit';
import { readMailConfig, startMailService } from './index.ts';

runUntilSignal(createLogger('mail-service'), async () => startMailService(readMailConfig()));
