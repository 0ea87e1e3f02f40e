import { XMLParser } from 'fast-xml-parser';
import { readChannelName } from '../../creators/index.js';
import { ListUnreadable } from '../subscription-lists.errors.js';
import type { ListEntry } from './list-entry.js';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  htmlEntities: true,
  // Every element alike, those without attributes too: an object.
  alwaysCreateTextNode: true,
  // Feed readers nest their folders a few deep.
  maxNestedTags: 20,
  isArray: (name) => name === 'outline',
});

/** An element as the parser gives it. */
type Element = Record<string, unknown>;

/**
 * OPML 2.0 (http://opml.org/spec2.opml), however deep in folders. A feed counts as its channel; an outline of what is no
 * channel, a podcast beside them, is an entry too: whoever sent the list is to know that it was left out.
 * @throws ListUnreadable for what is no OPML, or declares a document type: no honest list has one
 */
export function* readOpml(text: string): Generator<ListEntry> {
  let line = 0;
  for (const entry of entriesIn(parse(text))) yield { line: (line += 1), ...entry };
}

/** The body of the document. */
function parse(text: string): Element {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new ListUnreadable();
  let parsed: unknown;
  try {
    // Without its check for well-formedness the parser makes something of half a document.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the successor is the same code in one more package
    parsed = parser.parse(text, true);
  } catch (cause) {
    throw new ListUnreadable({ cause });
  }
  const root = isElement(parsed) ? parsed.opml : null;
  if (!isElement(root) || !isElement(root.body)) throw new ListUnreadable();
  return root.body;
}

/** Read by hand: a schema takes seconds for what fits into a body. */
function* entriesIn(element: Element): Generator<Omit<ListEntry, 'line'>> {
  const outlines = Array.isArray(element.outline) ? element.outline.filter(isElement) : [];
  for (const one of outlines) {
    const urls = ['xmlUrl', 'htmlUrl', 'url'].map((name) => attribute(one, name)).filter((url) => url !== '');
    const given = urls.find((url) => readChannelName(url) !== null) ?? urls[0];
    if (given !== undefined)
      yield { given, title: attribute(one, 'title') || attribute(one, 'text') || null };
    yield* entriesIn(one);
  }
}

function attribute(element: Element, name: string): string {
  const value = element[`@${name}`];
  return typeof value === 'string' ? value.trim() : '';
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null;
}
