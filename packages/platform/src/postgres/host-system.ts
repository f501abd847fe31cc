/** What decides which PostgreSQL binaries fit this machine. */
export interface HostSystem {
  readonly platform: string;
  readonly arch: string;
  readonly libc: 'glibc' | 'musl' | 'none';
}

/** This machine. */
export const hostSystem = (): HostSystem => ({ platform: process.platform, arch: process.arch, libc: libc() });

function libc(): HostSystem['libc'] {
  if (process.platform !== 'linux') return 'none';
  // Without this the report resolves the names of every open connection, which can take seconds.
  Object.assign(process.report, { excludeNetwork: true });
  const { header } = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime ? 'glibc' : 'musl';
}
