import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { SealBroken } from './secrets.errors.js';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals text that others keep or carry: nobody but this installation can read, change or make it. AES-256-GCM (NIST SP
 * 800-38D) under keys derived by HKDF (RFC 5869) from `JWT_SECRET`: whoever changes that can open nothing sealed before.
 */
@Injectable()
export class Seals {
  private readonly keys = new Map<string, Buffer>();

  constructor(private readonly config: AppConfig) {}

  /**
   * @param purpose what it is sealed for; each has a key of its own
   * @param owner what it belongs to, a row's id for one: it opens for no other
   */
  seal(purpose: string, owner: string, text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.keyFor(purpose), nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** @throws SealBroken */
  open(purpose: string, owner: string, sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64url');
    const [nonce, tag] = [
      bytes.subarray(0, NONCE_BYTES),
      bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES),
    ];
    if (tag.length < TAG_BYTES) throw new SealBroken();
    const options = { authTagLength: TAG_BYTES };
    const decipher = createDecipheriv(CIPHER, this.keyFor(purpose), nonce, options)
      .setAAD(Buffer.from(owner))
      .setAuthTag(tag);
    try {
      const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString();
    } catch (cause) {
      throw new SealBroken('', { cause });
    }
  }

  private keyFor(purpose: string): Buffer {
    const known = this.keys.get(purpose);
    if (known !== undefined) return known;
    const { accessSecret } = this.config.tokens;
    const key = Buffer.from(hkdfSync('sha256', accessSecret, '', `mypick seal ${purpose}`, KEY_BYTES));
    this.keys.set(purpose, key);
    return key;
  }
}
