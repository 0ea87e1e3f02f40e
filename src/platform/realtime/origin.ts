import type { IncomingMessage } from 'node:http';

/**
 * Whether a handshake may come from where it comes from. Browsers name their page's origin and enforce no CORS on
 * WebSockets, so it is checked here: the configured front ends, and pages served from this very address. Native apps
 * and servers send no origin; they are not at risk of acting for a user unknowingly.
 */
export function isAllowedOrigin({ headers }: IncomingMessage, allowed: ReadonlySet<string>): boolean {
  const { origin, host } = headers;
  if (origin === undefined || allowed.has(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
