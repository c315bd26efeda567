/** An error that the operator can fix: the message is printed without a stack trace. */
export class BackupError extends Error {
  override name = 'BackupError';
}
