import { answerWith } from '../http/faults.js';
import { type Fault } from '../http/fault-plan.js';
import * as errors from './data-api/api-error.js';
import { notFound } from './not-found.js';

/* What YouTube itself answers when it does not answer. For what networks and proxies do, see `../http/faults.ts`. */

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const ATOM = 'xmlns="http://www.w3.org/2005/Atom"';
const XML = { 'content-type': 'text/xml; charset=UTF-8' };

const failWith = (error: () => errors.ApiError) => (): Fault => answerWith(error().toReply());

/** 403, not to be asked again before midnight Pacific time. */
export const quotaExceeded = failWith(errors.quotaExceeded);
/** 400, and only `details` says that it is about the key. */
export const keyInvalid = failWith(errors.keyInvalid);
/** 403, with a key that is right. */
export const forbidden = failWith(errors.forbidden);
/** 404 of `playlistItems`, as for a channel that has just been closed. */
export const playlistNotFound = failWith(errors.playlistNotFound);
/** 503 in the API's own form. */
export const backendError = failWith(errors.backendError);

/** 404 of the feed, which YouTube at times gives for channels that are alive. */
export function feedNotFound(): Fault {
  return answerWith(notFound());
}

/** A feed whose elements do not close. */
export function malformedXml(): Fault {
  return answerWith({
    headers: XML,
    body: `${DECLARATION}\n<feed ${ATOM}><entry><title>Unclosed & wild</entry></feed>`,
  });
}

/** "Billion laughs": a kilobyte that wants to be three gigabytes, for a parser that expands entities. */
export function entityBomb(): Fault {
  const levels = Array.from({ length: 9 }, (_, level) => {
    return `<!ENTITY lol${level + 1} "${`&lol${level};`.repeat(10)}">`;
  });
  const doctype = `<!DOCTYPE feed [<!ENTITY lol0 "lol">${levels.join('')}]>`;
  return answerWith({
    headers: XML,
    body: `${DECLARATION}\n${doctype}\n<feed ${ATOM}><title>&lol9;</title></feed>`,
  });
}

/** Those that pass, by what they are called. */
export const PASSING: Readonly<Record<string, (now: Date) => Fault>> = {
  'no quota left': quotaExceeded,
  'a key that is refused': keyInvalid,
  'a right that is missing': forbidden,
  'an error of the backend': backendError,
  'a list that is not there': playlistNotFound,
  'a page that is not there': feedNotFound,
  'XML that is none': malformedXml,
};
