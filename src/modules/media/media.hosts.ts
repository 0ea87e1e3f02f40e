/** Where the platforms keep their pictures. `*.` stands for any name below, and not for the name itself. */
const PLATFORM_HOSTS = [
  'i.ytimg.com',
  '*.ytimg.com',
  'yt3.ggpht.com',
  'yt3.googleusercontent.com',
  'pbs.twimg.com',
  '*.cdninstagram.com',
  '*.fbcdn.net',
];

/** The only places pictures are fetched from: the platforms' own, and what the operator adds. */
export class MediaHosts {
  /** Named whole by the operator, so they may be private, and plain HTTP. */
  readonly origins: readonly string[];
  private readonly patterns: readonly string[];

  /** @param configured hosts (`cdn.example.com`, `*.example.com`) and origins (`http://10.0.0.5:9000`) */
  constructor(configured: readonly string[]) {
    const isOrigin = (entry: string): boolean => entry.includes('://') && URL.canParse(entry);
    this.origins = configured.filter(isOrigin).map((entry) => new URL(entry).origin);
    this.patterns = [...PLATFORM_HOSTS, ...configured.filter((entry) => !isOrigin(entry))];
  }

  allow(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { origin, protocol, hostname, port, username, password } = new URL(url);
    if (username !== '' || password !== '') return false;
    if (this.origins.includes(origin)) return true;
    return (
      protocol === 'https:' && port === '' && this.patterns.some((pattern) => matches(hostname, pattern))
    );
  }
}

function matches(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}
