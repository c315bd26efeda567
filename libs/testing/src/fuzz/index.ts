export { describePages } from './describe-pages.ts';
export { endsAccess, type FuzzInit, type FuzzResult, fuzzService } from './fuzz-service.ts';
