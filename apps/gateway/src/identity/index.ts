export { exportAuditEvents } from './audit-log/export-audit-events.ts';
