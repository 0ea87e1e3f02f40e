/** PostgreSQL refuses a NOTIFY payload of 8,000 bytes or more; what is left is for a frame's head. */
const MAX_PIECE_BYTES = 7_800;

/** What a process says on the channel: that it is there, that it is there too, or (a piece of) a message. */
export interface Frame {
  kind: 'hello' | 'here' | 'piece';
  /** The process that says it. */
  origin: string;
  index: number;
  count: number;
  piece: string;
}

export function greeting(kind: 'hello' | 'here', origin: string): string {
  return `${kind} ${origin} 0 0 `;
}

/** Cuts a text of any length into frames. The numbering also keeps PostgreSQL from dropping equal ones. */
export function toFrames(text: string, origin: string): string[] {
  const pieces = cut(Buffer.from(text));
  return pieces.map((piece, index) => `piece ${origin} ${index} ${pieces.length} ${piece}`);
}

/** @returns null for what no process of ours has written */
export function parseFrame(text: string): Frame | null {
  const match = /^(hello|here|piece) (\S+) (\d+) (\d+) (.*)$/s.exec(text);
  if (match === null) return null;
  const [, kind, origin = '', index, count, piece = ''] = match;
  return { kind: kind as Frame['kind'], origin, index: Number(index), count: Number(count), piece };
}

/** Puts pieces together. A transaction's notifications arrive in order and together, so one text is under way at a time. */
export class Assembly {
  private pieces: string[] = [];

  /** @returns the text, when this was its last piece */
  add({ index, count, piece }: Frame): string | null {
    if (index === 0) this.pieces = [];
    // Its beginning was lost with a connection.
    if (index !== this.pieces.length) return null;
    return this.pieces.push(piece) === count ? this.pieces.join('') : null;
  }
}

function cut(bytes: Buffer): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length;) {
    let end = Math.min(start + MAX_PIECE_BYTES, bytes.length);
    // Not inside a character: UTF-8's continuation bytes begin with the bits 10.
    while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
    pieces.push(bytes.toString('utf8', start, end));
    start = end;
  }
  return pieces;
}
