import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Certificates = {
  readonly ca: string;
  readonly server: { readonly cert: string; readonly key: string };
  /** Of the same authority, for a host that no server has. */
  readonly elsewhere: { readonly cert: string; readonly key: string };
  readonly client: { readonly cert: string; readonly key: string };
};

/**
 * Paths of a new authority, of a server's certificate for localhost and 127.0.0.1, and of a client's. Made by `openssl`,
 * since Node reads certificates but makes none.
 */
export function makeCertificates(dir: string): Certificates {
  const path = (name: string) => join(dir, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const [ca, caKey] = [path('ca.pem'), path('ca.key')];
  openssl('req', '-x509', ...newKey, '-keyout', caKey, '-out', ca, '-days', '2', '-subj', '/CN=Test CA');
  const issue = (name: string, extensions: string) => {
    const [cert, key, request, options] = [`${name}.pem`, `${name}.key`, `${name}.csr`, `${name}.ext`].map(path) as [
      string,
      string,
      string,
      string,
    ];
    writeFileSync(options, extensions);
    openssl('req', ...newKey, '-keyout', key, '-out', request, '-subj', `/CN=${name}`);
    const authority = ['-CA', ca, '-CAkey', caKey, '-CAcreateserial'];
    openssl('x509', '-req', '-in', request, ...authority, '-out', cert, '-days', '1', '-extfile', options);
    return { cert, key };
  };
  return {
    ca,
    server: issue('server', 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n'),
    elsewhere: issue('elsewhere', 'subjectAltName=DNS:elsewhere.example\nextendedKeyUsage=serverAuth\n'),
    client: issue('client', 'extendedKeyUsage=clientAuth\n'),
  };
}
