const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g;

/**
 * Undoes the escaping of XML text: the five entities every document has, and characters by number. Nothing is ever
 * declared, so nothing else expands; what is decoded once is not looked at again (`&amp;lt;` is `&lt;`).
 */
export function decodeXmlText(text: string): string {
  return text.replace(REFERENCE, (reference, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? reference;
    const codePoint = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : reference;
  });
}
