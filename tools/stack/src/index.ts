export { readLocalOwners, toKeyEnvironment } from './local-settings.ts';
export { dataRoot, root } from './paths.ts';
export { findFreePorts } from './ports.ts';
export { restoreDatabases } from './restore-databases.ts';
export { runMigration } from './run-migration.ts';
export { deriveDatabasePassword, loadSecrets } from './secrets.ts';
export { createServiceProcess, type ServiceProcess, type ServiceSpec } from './service-process.ts';
export { buildServiceSpecs } from './service-specs.ts';
export { type Stack, startStack } from './start-stack.ts';
