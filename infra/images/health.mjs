// The health check of the images: whether the service of this container is ready.
const defaultPorts = {
  'apps/gateway': 4000,
  'apps/mail-service': 4001,
  'apps/credit-service': 4002,
  'apps/worker': 4004,
};
const { HEALTH_PORT, PORT, WORKSPACE = '' } = process.env;
const port = (WORKSPACE === 'apps/worker' ? HEALTH_PORT : PORT) || defaultPorts[WORKSPACE];
const isReady = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(4_000) })
  .then(({ ok }) => ok)
  .catch(() => false);
process.exit(isReady ? 0 : 1);
