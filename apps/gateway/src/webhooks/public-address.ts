export { systemResolve } from '@goen/service-kit/outbound';
