export { workContext } from './context.js';
export { Log, NestLog, type LogFields } from './log.js';
export { Metrics } from './metrics.js';
export { TelemetryModule } from './telemetry.module.js';
