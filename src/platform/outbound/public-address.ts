import { type LookupAddress, type LookupAllOptions } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { OutboundError } from './outbound.errors.js';

/** All that IANA has given out as global unicast so far (RFC 4291, 2.4): `::7f00:1` and NAT64 lie outside. */
const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::');

/**
 * Whether an address, in whatever spelling, is public unicast. Everything that has a special meaning is not,
 * IPv6 addresses that carry an IPv4 one (mapped, compatible, NAT64, 6to4, Teredo) included.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST, 3);
}

type Resolve = (hostname: string, options: LookupAllOptions) => Promise<LookupAddress[]>;

/**
 * A `lookup` for sockets that refuses a name when any of its addresses is not public. The socket connects to
 * what was checked here, so an answer that changes between a check and the connection (DNS rebinding) changes nothing.
 */
export function publicLookup(resolve: Resolve = lookup): LookupFunction {
  return (hostname, options, callback) => {
    const answer = (addresses: LookupAddress[]): void => {
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => !isPublicAddress(address))) {
        callback(new OutboundError('blocked_address', `${hostname} is not a public address`), '');
      } else if (options.all === true) {
        callback(null, addresses);
      } else {
        callback(null, first.address, first.family);
      }
    };
    resolve(hostname, { ...options, all: true }).then(answer, (error: unknown) => {
      callback(
        error instanceof Error ? error : new OutboundError('connection', `${hostname}: not resolved`),
        '',
      );
    });
  };
}
