export { BackupError } from './backup-error.ts';
export { createBackupKeys } from './backup-keys.ts';
export { createBackup } from './create-backup.ts';
export { readKeyFingerprints } from './key-fingerprints.ts';
export type { Backup } from './manifest.ts';
export { readBackupEnvironment } from './read-environment.ts';
export { checkBackup, requireKeys, restoreBackup } from './restore-backup.ts';
export { findBackup, readIdentities } from './settings.ts';
