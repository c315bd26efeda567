export type {
  AtsVendor,
  FileChannel,
  HookChannel,
  HookRequest,
  OpenConnection,
  PollChannel,
  PollContext,
  ReportedItem,
  VendorAddresses,
  VendorContext,
} from './ats-vendor.ts';
export { type ConnectionSettings, connectionEnvironment, connectionSettings } from './connection-settings.ts';
export * from './files/index.ts';
export { toStageKind } from './stage-kind.ts';
export { type HerpSecrets, type HerpSettings, herpSecrets, herpSettings } from './vendors/herp/herp.ts';
export { type HerpClient, herpClient } from './vendors/herp/herp-client.ts';
export { atsVendors } from './vendors/index.ts';
