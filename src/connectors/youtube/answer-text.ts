import { type OutboundResponse } from '../../platform/outbound/index.js';
import { malformed } from './youtube.errors.js';

/**
 * The text of an answer that must be JSON or XML. Web pages (consent, captive portals) and anything but UTF-8 are
 * refused: reading around the errors would store broken text.
 * @throws ConnectorError `YOUTUBE_MALFORMED_ANSWER`
 */
export function answerText({ headers, body }: OutboundResponse, format: 'json' | 'xml'): string {
  const type = headers['content-type'];
  if (type !== undefined && !type.toLowerCase().includes(format))
    throw malformed(`not ${format} but ${type}`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (error) {
    throw malformed('not UTF-8', error);
  }
}
