/** The first server with time skipping. */
const oldestUsable = { major: 1, minor: 32 };

type ServerVersion = { readonly major: number; readonly minor: number };

/** Parses the server's version from the output of `temporal --version`: "temporal version 1.9.1 (Server 1.32.0, UI 2.55.0)". */
export function parseServerVersion(output: string): ServerVersion | null {
  const match = /\bServer v?(\d+)\.(\d+)/i.exec(output);
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : null;
}

export const isUsable = ({ major, minor }: ServerVersion) =>
  major > oldestUsable.major || (major === oldestUsable.major && minor >= oldestUsable.minor);

export const oldestUsableVersion = `${oldestUsable.major}.${oldestUsable.minor}`;
