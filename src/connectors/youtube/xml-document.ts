import { XMLParser } from 'fast-xml-parser';
import { decodeXmlText } from './xml-text.js';
import { malformed } from './youtube.errors.js';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  // Every element alike: an object, with its text (spaces and all) in #text.
  alwaysCreateTextNode: true,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => ['entry', 'link', 'media:thumbnail', 'at:deleted-entry'].includes(name),
  entityDecoder: {
    decode: decodeXmlText,
    addInputEntities: () => {
      throw malformed('XML that declares entities');
    },
    setExternalEntities: () => undefined,
    setXmlVersion: () => undefined,
    reset: () => undefined,
  },
});

/**
 * Reads an XML document into objects: elements by their names, attributes with an `@`, text in `#text`.
 * Entity declarations are refused before anything is parsed: no honest feed has any.
 * @throws ConnectorError `YOUTUBE_MALFORMED_ANSWER`
 */
export function parseXml(xml: string): unknown {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw malformed('XML with a document type');
  try {
    // Without its check for well-formedness the parser makes something of half a document.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the successor is the same code in one more package
    return parser.parse(xml, true);
  } catch (error) {
    throw malformed('not well-formed XML', error);
  }
}
