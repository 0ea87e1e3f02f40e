import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { OutboundError } from './outbound.errors.js';
import { isPublicAddress, publicLookup } from './public-address.js';

/** A URL that may be asked, as far as that can be told before its name is looked up. */
export interface Target {
  url: URL;
  /** Its origin is one of the operator's, and so was every one that led here. */
  trusted: boolean;
}

/**
 * Decides where a request may go. Trusted origins may be anywhere; everything else must be http(s) without
 * credentials, on port 80 or 443 (what public web servers use, and next to nothing else does), with a public
 * address. `URL` has by then written every spelling of an IPv4 literal (`0x7f.1`, `2130706433`) as four decimals.
 */
export class TargetPolicy {
  private readonly trustedOrigins: ReadonlySet<string>;

  constructor(trustedOrigins: string[]) {
    this.trustedOrigins = new Set(trustedOrigins.map((url) => new URL(url).origin));
  }

  /** @throws OutboundError `invalid_url` or `blocked_address` */
  first(input: string): Target {
    return this.check(parse(input), true);
  }

  /** Where a redirect leads: one that comes from elsewhere does not get at the operator's own servers. */
  redirected(from: Target, location: string): Target {
    return this.check(parse(location, from.url), from.trusted);
  }

  /**
   * The last check, at the moment of connecting: undici calls `lookup` for names only, never for literals.
   * Takes the whole connecting, TLS and lookup included, for `timeoutMs` at most.
   */
  connector(timeoutMs: number): buildConnector.connector {
    const anywhere = buildConnector({ timeout: timeoutMs });
    const publicOnly = buildConnector({ timeout: timeoutMs, lookup: publicLookup() });
    return (options, callback) => {
      const { hostname, protocol, host = hostname } = options;
      if (this.trustedOrigins.has(`${protocol}//${host}`)) anywhere(options, callback);
      else if (isIP(hostname) !== 0 && !isPublicAddress(hostname)) callback(blocked(hostname), null);
      else publicOnly(options, callback);
    };
  }

  private check(url: URL, mayBeTrusted: boolean): Target {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw invalid('is not http or https');
    if (url.username !== '' || url.password !== '') throw invalid('holds credentials');
    if (this.trustedOrigins.has(url.origin)) {
      if (!mayBeTrusted) throw blocked(url.hostname);
      return { url, trusted: true };
    }
    const address = url.hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(address) !== 0 && !isPublicAddress(address)) throw blocked(url.hostname);
    if (!['', '80', '443'].includes(url.port)) throw blocked(url.host);
    return { url, trusted: false };
  }
}

function parse(input: string, base?: URL): URL {
  if (!URL.canParse(input, base?.href)) throw invalid('cannot be read');
  return new URL(input, base);
}

function invalid(reason: string): OutboundError {
  return new OutboundError('invalid_url', `The URL ${reason}`);
}

function blocked(host: string): OutboundError {
  return new OutboundError('blocked_address', `${host} is not a public address`);
}
