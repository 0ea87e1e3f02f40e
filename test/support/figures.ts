import { ApiClient } from './api-client.js';

export interface Figure {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const SAMPLE = /^(\w+)(?:\{(.*)\})? (\S+)$/gm;
const LABEL = /(\w+)="([^"]*)"/g;

/** What a server tells Prometheus (prometheus.io/docs/instrumenting/exposition_formats, without its escapes). */
export async function readFigures(url: string): Promise<Figure[]> {
  const { text } = await new ApiClient(url).get('//metrics');
  return [...text.matchAll(SAMPLE)].map(([, name = '', labels = '', value]) => ({
    name,
    labels: Object.fromEntries([...labels.matchAll(LABEL)].map(([, label, of]) => [label, of])),
    value: Number(value),
  }));
}
