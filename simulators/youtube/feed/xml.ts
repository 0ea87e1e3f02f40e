/** What XML 1.0 cannot say at all, escaped or not: control characters and halves of surrogate pairs. */
// eslint-disable-next-line no-control-regex -- they are exactly what is meant
const UNSPEAKABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text for the inside of an element or of an attribute in double quotes. */
export function escapeXml(text: string): string {
  return text
    .replace(UNSPEAKABLE, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
