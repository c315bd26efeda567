export type ReInvitationRef = { readonly reInvitationId: string; readonly companyId: string; readonly asOfMs: number };
