/**
 * The links of a sent mail let anyone who opens them decide for the candidate: consent, unsubscribe, erase. A member who
 * reads the mail must not be able to, so their tokens are replaced, wherever the gateway is reached from outside.
 */
export const maskLinks = (content: string): string =>
  content.replaceAll(/(https?:\/\/[^\s"'<>]*?\/(?:c|u|r\/confirm)\/)[A-Za-z0-9_.~%-]+/g, '$1preview');
