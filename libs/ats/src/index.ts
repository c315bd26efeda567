export { type ConnectionSettings, connectionEnvironment, connectionSettings } from './environment.ts';
export * from './files/index.ts';
export { stageKindOfName } from './stages.ts';
export type {
  AtsVendor,
  FileRoad,
  HookRequest,
  HookRoad,
  OpenConnection,
  PollRoad,
  Told,
  VendorAddresses,
  VendorContext,
} from './vendor.ts';
export { atsVendors } from './vendors/index.ts';
