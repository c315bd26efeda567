export { type AuditExport, exportAuditEvents } from './audit-log/export-audit-events.ts';
export { findCurrentMember, signedIn } from './require-session.ts';
export { countExpiredSignIn } from './sign-in/purge-expired.ts';
