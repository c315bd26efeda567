export {
  type Address,
  AddressRefusedError,
  isPublicAddress,
  type Outbound,
  type Resolve,
  systemResolve,
} from './public-address.ts';
export { refusedUrl } from './refused-url.ts';
export { openSender, type Sender, type SentAnswer } from './send.ts';
