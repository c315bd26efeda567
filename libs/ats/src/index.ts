export type { AtsVendor, HookRequest, OpenConnection, PollContext, VendorContext } from './ats-vendor.ts';
export { type ConnectionSettings, connectionEnvironment, toConnectionSettings } from './connection-settings.ts';
export * from './files/index.ts';
export type { ReportedItem } from './reported-item.ts';
export { fillApplicationUrl, type SelectionNews } from './selection.ts';
export { type HerpSecrets, type HerpSettings, herpSecrets, herpSettings } from './vendors/herp/herp.ts';
export { createHerpClient, type HerpClient } from './vendors/herp/herp-client.ts';
export { atsVendors } from './vendors/index.ts';
