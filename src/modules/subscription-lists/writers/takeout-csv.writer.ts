import type { ChannelRow } from '../../creators/index.js';

/** The columns of Google Takeout's `subscriptions.csv`, in its English words. */
const HEADER = ['Channel Id', 'Channel Url', 'Channel Title'];

/** A spreadsheet would take a cell that begins so for a formula, and creators choose their titles. */
const FORMULA = /^[=+\-@\t\r]/;

/** Channels in the shape of Google Takeout's `subscriptions.csv`. https://www.rfc-editor.org/rfc/rfc4180 */
export function writeTakeoutCsv(channels: readonly ChannelRow[]): string {
  const rows = channels.map(({ externalId, url, title }) => [
    externalId,
    url,
    FORMULA.test(title) ? `'${title}` : title,
  ]);
  return [HEADER, ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
