import { type Reply } from '../http/reply.js';

/** A page for people, as for every address that YouTube does not know. */
export function notFound(): Reply {
  const body = '<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title><p><b>404.</b></html>';
  return { status: 404, headers: { 'content-type': 'text/html; charset=UTF-8' }, body };
}
