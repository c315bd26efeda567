export { describePages } from './describe-pages.ts';
export { type FuzzInit, fuzzService } from './fuzz-service.ts';
