import type { Logger } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import type { BodyCipher } from './messages/body-cipher.ts';
import type { SingleFlight } from './messages/single-flight.ts';
import type { MailProvider } from './providers/provider.ts';

/** What every verb of the service works with. */
export type MailContext = {
  orm: Database;
  provider: MailProvider;
  cipher: BodyCipher;
  personHashKey: string;
  flights: SingleFlight;
  logger: Logger;
};
