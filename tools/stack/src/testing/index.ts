export { answerOnPage } from './answer-on-page.ts';
export { type ConsoleStack, startConsoleStack, startEmptyStack } from './console-stack.ts';
export { runTestImport } from './run-test-import.ts';
export { sendTestInvitation } from './send-test-invitation.ts';
export { sendTestMail } from './send-test-mail.ts';
export type { TestMember } from './sign-in.ts';
export { createTestCompany, type TestCompany } from './test-company.ts';
