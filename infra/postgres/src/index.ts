export { findBinaries } from './find-binaries.ts';
export { findFreePort, isPortFree } from './find-free-port.ts';
export { connectToPostgres, provision, type ServiceUrls } from './provision.ts';
export { readPassword } from './read-password.ts';
export { databaseRoles, listPasswordRoles, type ServiceDatabase, serviceDatabases } from './roles.ts';
export { type PostgresServer, removePostgresData, startPostgres } from './server.ts';
