import { ListPart } from './pagination.js';

/** Puts what a handler returned into the shape that every answer of the API has. */
export function envelope(payload: unknown): unknown {
  if (payload instanceof ListPart) {
    const { items, pagination, metadata } = payload;
    return { success: true, data: items, pagination, ...(metadata === undefined ? {} : { metadata }) };
  }
  return { success: true, data: payload };
}

/** Error answers are made whole where errors are mapped. */
export function isEnveloped(payload: unknown): boolean {
  return typeof payload === 'object' && payload !== null && 'success' in payload;
}
