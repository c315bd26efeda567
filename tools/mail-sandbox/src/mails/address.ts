const bare = String.raw`[^\s<>@",;]+@[^\s<>@",;]+\.[^\s<>@",;]+`;
const bareAddress = new RegExp(`^${bare}$`);
const namedAddress = new RegExp(String.raw`^(?:"(?:[^"\\\r\n]|\\[^\r\n])*"|[^<>"\r\n]*)\s*<${bare}>$`);

/** `a@b.c` alone. */
export const isBareAddress = (value: string): boolean => bareAddress.test(value.trim());
/** `a@b.c` or `Name <a@b.c>`. */
export const isAddress = (value: string): boolean => isBareAddress(value) || namedAddress.test(value.trim());

/** `Name <a@b.c>` or `a@b.c`, as `a@b.c` in lower case. */
export const addressOf = (mailbox: string): string =>
  (/<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim().toLowerCase();

/** The domain of `Name <a@b.c>`, in lower case. */
export const domainOf = (mailbox: string): string => addressOf(mailbox).split('@').at(-1) ?? '';

/** A name that is not plain ASCII words is quoted, as a From header would carry it. */
export const mailbox = (address: string, name: string | undefined): string =>
  name ? `"${name.replaceAll(/["\\]/g, '\\$&')}" <${address}>` : address;
