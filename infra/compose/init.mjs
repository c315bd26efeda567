// node infra/compose/init.mjs --url https://goen.example.co.jp: writes .env and the folder secrets for compose.yaml.
// Plain JavaScript without packages, for Node 20 or newer. What is there already stays; what a newer version needs is added.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const usage = `Usage: node infra/compose/init.mjs --url URL [options]
  --url URL        the https address that people open
  --tls VALUE      your mail address for a certificate by Let's Encrypt, or "internal" (internal)
  --mail-from ADDRESS   the sender of sign-in links
  --provider NAME  what carries them: resend, sendgrid, hubspot or smtp (resend)
  --postgres HOST  host:port of the databases, with ?sslmode=… where it needs TLS (postgres:5432)
  --inbox          to try it: mails go to a local inbox instead of a provider
  --dir FOLDER     where to write (the folder of this script)`;

const text = { type: 'string' };
const { values: options } = parseArgs({
  options: {
    url: text,
    tls: text,
    'mail-from': text,
    provider: text,
    postgres: { type: 'string', default: 'postgres:5432' },
    dir: text,
    inbox: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const own = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const dir = options.dir ?? own;
const envFile = join(dir, '.env');
const secretsDir = join(dir, 'secrets');
if (options.help || (!options.url && !existsSync(envFile))) {
  console.error(usage);
  process.exit(2);
}

mkdirSync(dir, { recursive: true });
if (!existsSync(envFile)) writeFileSync(envFile, buildEnv());
// Containers read the files as users of their own, so the folder keeps others out, not the files.
mkdirSync(secretsDir, { recursive: true, mode: 0o700 });
const added = Object.entries(buildSecrets()).filter(([name, value]) => addSecret(name, value));
console.log(`${envFile}: check what is in it.`);
console.log(`${secretsDir}: ${added.length} secrets added. Keep a copy elsewhere; without them mails, links and`);
console.log('connections in a backup cannot be read.');
const url = /^PUBLIC_URL=(.*)$/m.exec(readFileSync(envFile, 'utf8'))?.[1];
console.log(`\nOnce it runs, set it up: ${url}/console/setup#token=${readSecret('setup_token')}`);

function buildEnv() {
  const { protocol, origin } = new URL(options.url);
  if (protocol !== 'https:') throw new Error('--url must start with https://: people open it from elsewhere.');
  const chosen = {
    PUBLIC_URL: origin,
    PROXY_TLS: options.tls ?? 'internal',
    OPERATOR_MAIL_FROM: options['mail-from'] ?? `no-reply@${new URL(origin).hostname}`,
    OPERATOR_MAIL_PROVIDER: options.provider ?? 'resend',
    ...(options.inbox && {
      COMPOSE_FILE: 'compose.yaml:compose.inbox.yaml',
      OPERATOR_MAIL_FROM: 'no-reply@goen.example',
      OPERATOR_MAIL_PROVIDER: 'resend',
    }),
  };
  return readFileSync(join(own, '.env.example'), 'utf8').replaceAll(/^([A-Z_]+)=.*$/gm, (line, name) =>
    name in chosen ? `${name}=${chosen[name]}` : line,
  );
}

function addSecret(name, value) {
  const file = join(secretsDir, name);
  if (existsSync(file)) return false;
  writeFileSync(file, value);
  chmodSync(file, 0o644);
  return true;
}

function readSecret(name) {
  return readFileSync(join(secretsDir, name), 'utf8').trim();
}

/** Those that exist are read again: URLs and lists repeat passwords and tokens. */
function buildSecrets() {
  const keep = (name, generate) => (existsSync(join(secretsDir, name)) ? readSecret(name) : generate());
  const token = () => randomBytes(32).toString('base64url');
  const key = () => randomBytes(32).toString('base64');
  const secrets = {};
  const add = (name, generate = token) => {
    secrets[name] = keep(name, generate);
    return secrets[name];
  };
  const [host, query = ''] = options.postgres.split('?');
  const toUrl = (role, password, database) =>
    `postgres://${role}:${password}@${host}/${database}${query === '' ? '' : `?${query}`}`;
  const addUrl = (name, role, database) => add(name, () => toUrl(role, secrets[`${role}_password`], database));

  const superuser = add('postgres_password');
  add('admin_database_url', () => toUrl('postgres', superuser, 'postgres'));
  for (const database of ['cases', 'mail', 'credit', 'identity']) {
    add(`${database}_owner_password`);
    add(`${database}_app_password`);
    addUrl(`${database}_migration_url`, `${database}_owner`, database);
    addUrl(`${database}_database_url`, `${database}_app`, database);
  }
  add('cases_operator_password');
  addUrl('cases_operator_url', 'cases_operator', 'cases');
  add('temporal_password');
  addUrl('temporal_postgres_url', 'temporal', 'temporal');

  for (const service of ['mail', 'credit']) {
    const tokens = ['gateway', 'worker'].map((caller) => `${caller}=${add(`${caller}_${service}_service_token`)}`);
    add(`${service}_service_tokens`, () => tokens.join(','));
  }
  const eventsToken = add('mail_events_token');
  add('mail_events_tokens', () => `mail-service=${eventsToken}`);

  for (const name of ['link_secret', 'person_hash_key', 'identity_secret', 'setup_token', 'grafana_password'])
    add(name);
  for (const name of ['mail_body_key', 'webhook_secret_key', 'connection_secret_key']) add(name, key);
  add('resend_api_key', () => (options.inbox ? 're_local_inbox' : ''));
  add('resend_webhook_secret', () => (options.inbox ? `whsec_${key()}` : ''));
  for (const name of ['sendgrid_api_key', 'sendgrid_webhook_public_key', 'hubspot_access_token']) add(name, () => '');
  for (const name of ['hubspot_client_secret', 'smtp_url', 'temporal_payload_keys']) add(name, () => '');
  return secrets;
}
