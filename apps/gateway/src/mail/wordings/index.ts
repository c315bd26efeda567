export { viewTestMail } from './wording-views.ts';
