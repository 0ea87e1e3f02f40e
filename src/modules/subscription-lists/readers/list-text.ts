import { ListUnreadable } from '../subscription-lists.errors.js';

/**
 * Makes text of a file: UTF-8, or UTF-16 where a byte-order mark says so (what spreadsheets call "Unicode text").
 * @throws ListUnreadable for what is no text: archives, pictures, other encodings
 */
export function decodeList(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch (cause) {
    throw new ListUnreadable({ cause });
  }
  throw new ListUnreadable();
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}
