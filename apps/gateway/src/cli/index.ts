export { type AdminContext, closeAdmin, openAdmin } from './admin-context.ts';
export { changeSettings, createCompany } from './companies.ts';
export { createConnection, wakeConnections } from './connections.ts';
export { createKey, revokeKey } from './keys.ts';
export { setLicence, wakeOpenCases } from './operator.ts';
export { closePosition, openPosition } from './positions.ts';
