export { findFreePort, isPortFree } from './find-free-port.ts';
export { provision, type ServiceDatabase, type ServiceUrls, serviceDatabases } from './provision.ts';
export { type PostgresServer, removePostgresData, startPostgres } from './server.ts';
