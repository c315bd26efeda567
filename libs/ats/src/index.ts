export { type ConnectionSettings, connectionEnvironment, connectionSettings } from './environment.ts';
export * from './files/index.ts';
export { stageKindOfName } from './stages.ts';
export type {
  AtsVendor,
  FileRoad,
  HookRequest,
  HookRoad,
  OpenConnection,
  PollContext,
  PollRoad,
  Told,
  VendorAddresses,
  VendorContext,
} from './vendor.ts';
export { type HerpSecrets, type HerpSettings, herpSecrets, herpSettings } from './vendors/herp.ts';
export { type HerpClient, herpClient } from './vendors/herp-client.ts';
export { atsVendors } from './vendors/index.ts';
