import { Injectable } from '@nestjs/common';
import type { Histogram } from 'prom-client';
import { Metrics } from '../telemetry/index.js';

const MS_PER_S = 1000;

type Label = 'method' | 'route' | 'status';

@Injectable()
export class HttpMetrics {
  private readonly durations: Histogram<Label>;

  private readonly series = new Map<string, Histogram.Internal<Label>>();

  constructor(metrics: Metrics) {
    this.durations = metrics.histogram(
      'mypick_http_request_duration_seconds',
      'Time from the first byte of a request to the last of its answer.',
      [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      ['method', 'route', 'status'],
    );
  }

  /** @param route the pattern, never the path: a label for each id would grow without end */
  observe(method: string, route: string, status: number, elapsedMs: number): void {
    this.seriesOf(method, route, `${Math.floor(status / 100)}xx`).observe(elapsedMs / MS_PER_S);
  }

  /** Found once: to find a series by its labels costs more than to count in it. */
  private seriesOf(method: string, route: string, status: string): Histogram.Internal<Label> {
    const key = `${method} ${route} ${status}`;
    const known = this.series.get(key);
    if (known !== undefined) return known;
    const series = this.durations.labels({ method, route, status });
    this.series.set(key, series);
    return series;
  }
}
