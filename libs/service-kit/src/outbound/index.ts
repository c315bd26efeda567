export { checkUrl } from './check-url.ts';
export { type FetchGuard, openFetchGuard } from './guard-fetch.ts';
export {
  type Address,
  isPublicHttps,
  isThisMachine,
  type Outbound,
  type Resolve,
  systemResolve,
} from './public-address.ts';
export { openSender, type Sender, type SendResult } from './send.ts';
