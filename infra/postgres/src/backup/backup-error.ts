/** Something that whoever runs the command can put right: the message is printed without a stack trace. */
export class BackupError extends Error {
  override name = 'BackupError';
}
