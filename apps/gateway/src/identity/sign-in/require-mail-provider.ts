import { sendingStatus } from '@goen/contracts/internal';
import { ConfigError, HttpProblem, type Logger } from '@goen/service-kit';
import { askService, type ServiceAddress } from '../../http/ask-service.ts';
import type { IdentitySettings } from './identity-settings.ts';

/**
 * Throws a ConfigError when mail-service has no access to the provider that carries sign-in links. When mail-service is
 * not there yet, the gateway starts all the same.
 */
export async function requireMailProvider(
  { mail, logger }: { readonly mail: ServiceAddress; readonly logger: Logger },
  { mailProvider }: Pick<IdentitySettings, 'mailProvider'>,
): Promise<void> {
  if (mailProvider === null) return;
  try {
    const { providers } = sendingStatus.parse(await (await askService(mail, '/sending')).json());
    if (providers.some(({ provider }) => provider === mailProvider)) return;
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    logger.warn(
      { code: error.code },
      'Failed to ask mail-service for OPERATOR_MAIL_PROVIDER; starting without the check',
    );
    return;
  }
  throw new ConfigError(`OPERATOR_MAIL_PROVIDER is ${mailProvider}, which mail-service is not configured for.`);
}
