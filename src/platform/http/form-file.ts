import { Busboy } from '@fastify/busboy';
import { MalformedRequest } from '../errors/index.js';

const LIMITS = { files: 1, fields: 20, parts: 21, headerPairs: 20 };

/**
 * The bytes of the one file of a form that was read whole (RFC 7578).
 * @param type the request's `content-type`, which names the boundary
 * @throws MalformedRequest for what is no form, and for forms with no file or several
 */
export async function fileOfForm(type: string, body: Buffer): Promise<Buffer> {
  try {
    return await parse(type, body);
  } catch (cause) {
    throw new MalformedRequest({ cause });
  }
}

function parse(type: string, body: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const form = new Busboy({ headers: { 'content-type': type }, limits: LIMITS });
    const chunks: Buffer[] = [];
    let files = 0;
    form.on('file', (_name, file) => {
      files += 1;
      file.on('error', reject).on('data', (chunk: Buffer) => chunks.push(chunk));
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      form.on(limit, () => reject(new RangeError(limit)));
    }
    form.on('error', reject);
    form.on('finish', () => {
      if (files === 1) resolve(Buffer.concat(chunks));
      else reject(new RangeError('no file'));
    });
    form.end(body);
  });
}
