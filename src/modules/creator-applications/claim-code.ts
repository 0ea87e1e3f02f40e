import { randomBytes, timingSafeEqual } from 'node:crypto';

const CODE = /mypick-[\w-]{22}/g;

/** What a claimant puts into their channel's description: 128 bits that nobody guesses. */
export function newClaimCode(): string {
  return `mypick-${randomBytes(16).toString('base64url')}`;
}

/** Whether a description shows the code. How long it takes says nothing of how much of a code is right. */
export function showsCode(description: string, code: string): boolean {
  const right = Buffer.from(code);
  return Array.from(description.matchAll(CODE), ([shown]) => Buffer.from(shown)).some(
    (shown) => shown.length === right.length && timingSafeEqual(shown, right),
  );
}
