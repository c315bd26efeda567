import { closeAdmin, openAdmin, setLicence } from '@goen/gateway/admin';
import { createExampleLicence } from '../demo/example-licence.ts';
import type { ConsoleStack } from './console-stack.ts';

/** The operator's licence, without which nobody is referred. */
export async function setTestLicence({ casesUrl }: ConsoleStack): Promise<void> {
  const admin = await openAdmin(casesUrl);
  try {
    await setLicence(admin, createExampleLicence());
  } finally {
    await closeAdmin(admin);
  }
}
