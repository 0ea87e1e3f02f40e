import { type LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { OutboundError } from './outbound.errors.js';
import { isPublicAddress, publicLookup } from './public-address.js';

const PUBLIC = [
  '8.8.8.8',
  '142.250.206.206',
  '2404:6800:400a:80b::200e',
  '2606:4700:4700::1111',
  '2a00:1450:4001:829::200e',
];

const NOT_PUBLIC: Record<string, string[]> = {
  loopback: [
    '127.0.0.1',
    '127.255.255.254',
    '2130706433',
    '0x7f.1',
    '0x7f000001',
    '017700000001',
    '127.1',
    '::1',
  ],
  'this host': ['0.0.0.0', '0', '0.1.2.3', '::'],
  private: [
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    'fc00::1',
    'fd12:3456:789a::1',
    'fec0::1',
  ],
  'link-local, cloud metadata': ['169.254.169.254', '0xa9fea9fe', 'fe80::1', 'fe80::1%eth0'],
  'carrier NAT': ['100.64.0.1', '100.127.255.255'],
  'IPv4 inside IPv6': [
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::ffff:0:127.0.0.1',
    '::7f00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::8.8.8.8',
    '64:ff9b:1::7f00:1',
    '2002:7f00:1::',
    '2002:c0a8:101::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  ],
  documentation: ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
  'reserved, multicast, broadcast': [
    '192.0.0.1',
    '192.88.99.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    'ff02::1',
    '100::1',
    '2001:2::1',
    '5f00::1',
    '4000::1',
  ],
  'no address': ['', 'localhost', '1.2.3.4.5', '256.1.1.1', '8.8.8.8/32', '12345::'],
};

describe('isPublicAddress', () => {
  it.each(PUBLIC)('takes %s', (address) => expect(isPublicAddress(address)).toBe(true));

  describe.each(Object.entries(NOT_PUBLIC))('refuses %s', (_, addresses) => {
    it.each(addresses)('"%s"', (address) => expect(isPublicAddress(address)).toBe(false));
  });
});

describe('publicLookup', () => {
  const publicV4 = { address: '8.8.8.8', family: 4 };
  const publicV6 = { address: '2606:4700:4700::1111', family: 6 };

  /** What a socket gets that looks up a name with these addresses. */
  function lookUp(addresses: LookupAddress[], all: boolean): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const lookup = publicLookup(() => Promise.resolve(addresses));
      lookup('example.com', { all }, (error, address, family) => {
        if (error) reject(error);
        else resolve([address, family]);
      });
    });
  }

  it('answers all addresses, or the first, as the socket asks', async () => {
    expect(await lookUp([publicV6, publicV4], true)).toEqual([[publicV6, publicV4], undefined]);
    expect(await lookUp([publicV6, publicV4], false)).toEqual([publicV6.address, 6]);
  });

  it.each([true, false])(
    'refuses a name with one private address among public ones (all: %s)',
    async (all) => {
      const mixed = [publicV4, { address: '10.0.0.7', family: 4 }];
      await expect(lookUp(mixed, all)).rejects.toMatchObject({ kind: 'blocked_address' });
    },
  );

  it('refuses a name without addresses', async () => {
    await expect(lookUp([], true)).rejects.toBeInstanceOf(OutboundError);
  });

  it('passes on that a name does not resolve', async () => {
    const notFound = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    const lookup = publicLookup(() => Promise.reject(notFound));
    const error = await new Promise((resolve) => lookup('no.such.host', {}, resolve));
    expect(error).toBe(notFound);
  });
});
