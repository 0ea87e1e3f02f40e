/** Several measurements of one thing. */
export interface Series {
  name: string;
  values: readonly number[];
}

/** @param share 0.5 is the median; nearest rank */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/**
 * Prints both sides of a comparison and our share of the reference. The share is the median of those of the rounds:
 * whatever else the machine did in a round, it did to both.
 */
export function printRatio(ours: Series, reference: Series, unit: string, target: string): void {
  printSeries(ours, unit);
  printSeries(reference, unit);
  const ratios = ours.values.map((value, round) => value / (reference.values[round] ?? Number.NaN));
  printFigure('ratio', median(ratios).toFixed(3), range(ratios, 3), target);
}

/** Prints the median of a series, and between what it moved. */
export function printSeries({ name, values }: Series, unit: string, target?: string, digits = 0): void {
  printFigure(name, `${format(median(values), digits)} ${unit}`, range(values, digits), target);
}

export function printFigure(name: string, value: string, detail = '', target?: string): void {
  const line = `  ${name.padEnd(40)} ${value.padStart(18)}  ${detail.padEnd(20)}`;
  console.log(`${line} ${target === undefined ? '' : `target ${target}`}`.trimEnd());
}

function range(values: readonly number[], digits: number): string {
  return `(${format(Math.min(...values), digits)} - ${format(Math.max(...values), digits)})`;
}

function format(value: number, digits: number): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
