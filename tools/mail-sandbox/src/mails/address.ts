const bare = String.raw`(?:"(?:[^"\\\r\n]|\\[^\r\n])+"|[^\s<>@",;]+)@[^\s<>@",;]+\.[^\s<>@",;]+`;
const bareAddress = new RegExp(`^${bare}$`);
const namedAddress = new RegExp(String.raw`^(?:"(?:[^"\\\r\n]|\\[^\r\n])*"|[^<>"\r\n]*)\s*<${bare}>$`);

export const domainPattern = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/** Accepts `a@b.c` only. */
export const isBareAddress = (value: string): boolean => bareAddress.test(value.trim());
/** Accepts `a@b.c` and `Name <a@b.c>`. */
export const isAddress = (value: string): boolean => isBareAddress(value) || namedAddress.test(value.trim());

/** Reduces `Name <a@b.c>` or `a@b.c` to `a@b.c` in lower case. */
export const extractAddress = (mailbox: string): string =>
  (/<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim().toLowerCase();

/** The domain of `Name <a@b.c>` or `a@b.c`, in lower case. */
export const extractDomain = (mailbox: string): string => extractAddress(mailbox).split('@').at(-1) ?? '';

/** Quotes the display name, as a From header would carry it. */
export const formatMailbox = (address: string, name: string | undefined): string =>
  name ? `"${name.replaceAll(/["\\]/g, '\\$&')}" <${address}>` : address;
