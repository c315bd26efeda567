import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBinaries } from '@goen/postgres-server';
import { root } from '@goen/stack';
import { baseImage } from '../images/build-images.ts';
import { must, run } from '../images/podman.ts';

/**
 * Images of others: the official ones where their registry can be reached, else the same programs from packages, under
 * the same names and with the same variables. Returns those that stand in.
 */
export async function ensureImages(
  names: readonly string[],
  dataDir: string,
  report: (line: string) => void,
): Promise<string[]> {
  const standIns: string[] = [];
  for (const name of names) {
    if ((await run('podman', ['image', 'exists', name])).code === 0) {
      if (await isStandIn(name)) standIns.push(name);
      continue;
    }
    if ((await run('podman', ['pull', '--quiet', name])).code === 0) continue;
    report(`${name} cannot be had; building one from packages …`);
    const context = join(dataDir, 'stand-in');
    rmSync(context, { recursive: true, force: true });
    mkdirSync(context, { recursive: true });
    const dockerfile = await describe(name, context);
    writeFileSync(join(context, 'Dockerfile'), `FROM ${baseImage}\nLABEL stand-in=true\n${dockerfile}`);
    await must('podman', ['build', '--format=docker', '--network=none', '--pull=never', '-t', name, context]);
    standIns.push(name);
  }
  return standIns;
}

const isStandIn = async (name: string): Promise<boolean> =>
  (await must('podman', ['image', 'inspect', '--format={{index .Labels "stand-in"}}', name])) === 'true';

async function describe(name: string, context: string): Promise<string> {
  if (name.includes('/postgres:')) return await describePostgres(context);
  if (name.includes('/caddy:')) {
    await extractPackage('caddy', context);
    return [
      'COPY usr/bin/caddy /usr/bin/caddy',
      'RUN mkdir -p /config /data /etc/caddy',
      'ENV XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data',
      'CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]\n',
    ].join('\n');
  }
  throw new Error(`Nothing stands in for ${name}.`);
}

/** The server that tests run on. As in the official image, a superuser from the environment, and data below its folder. */
async function describePostgres(context: string): Promise<string> {
  cpSync(join(await findBinaries({}), '..'), join(context, 'postgres'), { recursive: true, verbatimSymlinks: true });
  writeFileSync(
    join(context, 'entrypoint.sh'),
    `#!/bin/bash
set -e
data=/var/lib/postgresql/18/docker
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$data"
  chown -R postgres /var/lib/postgresql /run/postgresql
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi
if [ ! -s "$data/PG_VERSION" ]; then
  chmod 700 "$data"
  initdb --pgdata="$data" --username=postgres --pwfile="$POSTGRES_PASSWORD_FILE" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8
  echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
fi
exec "$@" -D "$data" -c listen_addresses='*' -c unix_socket_directories=/run/postgresql
`,
    { mode: 0o755 },
  );
  // The packages have no client; a check of the port is what is needed of this one.
  writeFileSync(join(context, 'pg_isready'), '#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/5432\n', { mode: 0o755 });
  return [
    'RUN useradd --system --uid 999 postgres && mkdir -p /var/lib/postgresql /run/postgresql',
    'COPY postgres /usr/lib/postgresql',
    'COPY entrypoint.sh pg_isready /usr/local/bin/',
    'ENV PATH=/usr/lib/postgresql/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
    'VOLUME /var/lib/postgresql',
    'STOPSIGNAL SIGINT',
    'ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]\n',
  ].join('\n');
}

/** The files of a package of Debian, without installing it. */
async function extractPackage(name: string, into: string): Promise<void> {
  const downloads = join(into, 'downloads');
  mkdirSync(downloads);
  await must('sh', ['-c', 'cd "$0" && apt-get download "$1"', downloads, name]);
  const [archive] = readdirSync(downloads).filter((file) => file.endsWith('.deb'));
  if (archive === undefined) throw new Error(`apt-get downloaded no ${name}.`);
  await must('dpkg-deb', ['-x', join(downloads, archive), into]);
  rmSync(downloads, { recursive: true });
}

const goImage = 'docker.io/library/golang:1.26-bookworm';
const temporalImage = 'localhost/goen/temporal';

/**
 * The Temporal server by its Dockerfile; without the image of Go, its last stage with the server that this machine built from
 * the same sources.
 */
export async function buildTemporalImage(dataDir: string, report: (line: string) => void): Promise<void> {
  const dockerfile = join(root, 'infra', 'images', 'temporal.Dockerfile');
  const build = (file: string, context: string, ...flags: string[]) =>
    must('podman', ['build', '--format=docker', ...flags, `--file=${file}`, `--tag=${temporalImage}`, context]);
  if ((await run('podman', ['pull', '--quiet', goImage])).code === 0) {
    await build(dockerfile, root, `--ignorefile=${dockerfile}.dockerignore`);
    return;
  }
  report('The image of Go cannot be had; taking the Temporal server of this machine …');
  const context = join(dataDir, 'temporal');
  mkdirSync(join(context, 'infra', 'images'), { recursive: true });
  mkdirSync(join(context, 'etc', 'ssl', 'certs'), { recursive: true });
  const built = await must(process.execPath, [join(root, 'infra', 'temporal', 'src', 'build.ts')]);
  cpSync(built.split('\n').at(-1) ?? '', join(context, 'temporal-server'));
  cpSync('/etc/ssl/certs/ca-certificates.crt', join(context, 'etc', 'ssl', 'certs', 'ca-certificates.crt'));
  const entrypoint = join('infra', 'images', 'temporal-entrypoint.sh');
  cpSync(join(root, entrypoint), join(context, entrypoint));
  const notices = join('infra', 'images', 'go-notices.sh');
  const temporalDir = join(root, 'infra', 'temporal');
  const text = await must('sh', ['-c', 'cd "$0" && sh "$1"', temporalDir, join(root, notices)]);
  writeFileSync(join(context, 'THIRD-PARTY-NOTICES.txt'), text);
  const [, lastStage = ''] = readFileSync(dockerfile, 'utf8').split('FROM ${DEBIAN_IMAGE}\n');
  const file = join(context, 'Dockerfile');
  writeFileSync(file, `FROM ${baseImage}\n${lastStage.replaceAll('COPY --from=build /', 'COPY ')}`);
  await build(file, context, '--network=none', '--pull=never');
}
