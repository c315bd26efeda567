import { z } from 'zod';
import { approvalStates, caseMailKinds, mailKinds } from '../workflow/mail.ts';

export type { ApprovalState } from '../workflow/mail.ts';

export const mailKind = z.enum(mailKinds);
export const caseMailKind = z.enum(caseMailKinds);
export const approvalState = z.enum(approvalStates);
