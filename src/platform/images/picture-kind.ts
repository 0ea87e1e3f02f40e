const ascii = (bytes: Buffer, from: number, to: number): string => bytes.toString('latin1', from, to);

/** How files of each kind begin. SVG is not among them: it is a program, and may ask for files of its own. */
const SIGNATURES: readonly ((bytes: Buffer) => boolean)[] = [
  (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff, // JPEG
  (bytes) => ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n',
  (bytes) => /^GIF8[79]a/.test(ascii(bytes, 0, 6)),
  (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP',
  (bytes) => /^ftyp(avif|avis)/.test(ascii(bytes, 4, 12)),
];

/** Whether the bytes begin like a JPEG, PNG, GIF, WebP or AVIF: what a server says they are proves nothing. */
export function isPicture(bytes: Buffer): boolean {
  return SIGNATURES.some((matches) => matches(bytes));
}
