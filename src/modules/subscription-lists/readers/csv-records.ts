export interface CsvRecord {
  /** Of its beginning, from 1. */
  line: number;
  cells: string[];
}

/** A cell and what ends it. Whatever follows a closing quote belongs to the cell: hands write such things. */
const CELLS: Record<string, RegExp> = Object.fromEntries(
  [',', ';', '\t'].map((delimiter) => [
    delimiter,
    new RegExp(`(?:"([^"]*(?:""[^"]*)*)(?:"|$))?([^${delimiter}\r\n]*)(${delimiter}|\r\n|\n|\r|$)`, 'y'),
  ]),
);

/** Reads RFC 4180, with quoted line breaks; also with the semicolons and tabs that spreadsheets write in its place. */
export function* csvRecords(text: string): Generator<CsvRecord> {
  const cell = CELLS[delimiterOf(text)] ?? /$/y;
  let line = 1;
  let record: CsvRecord = { line, cells: [] };
  for (let at = 0; at < text.length;) {
    cell.lastIndex = at;
    const [whole = '', quoted = '', bare = '', end = ''] = cell.exec(text) ?? [];
    record.cells.push(quoted.replaceAll('""', '"') + bare);
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    at += whole.length;
    if (end === '' || /[\r\n]/.test(end)) {
      yield record;
      record = { line, cells: [] };
    }
  }
  if (record.cells.length > 0) yield record;
}

/** The one that the first line has most of. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split(/[\r\n]/, 1);
  const counts = Object.keys(CELLS).map((delimiter) => [first.split(delimiter).length, delimiter] as const);
  return counts.reduce((most, next) => (next[0] > most[0] ? next : most))[1];
}
