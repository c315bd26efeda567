export { describePages } from './describe-pages.ts';
export { type FuzzInit, type FuzzResult, fuzzService } from './fuzz-service.ts';
