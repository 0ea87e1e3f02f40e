import { Injectable, type LoggerService } from '@nestjs/common';
import winston from 'winston';
import { AppConfig } from '../../config/index.js';
import { workContext } from './context.js';

export type LogFields = Record<string, unknown>;

/**
 * The log. A line is an event (`channel.collected`) with fields, never a sentence with values glued in, and carries
 * the id of the request or job it was written in. An `Error` among the fields is written with its name, code and stack.
 */
@Injectable()
export class Log {
  private readonly logger: winston.Logger;

  constructor(config: AppConfig) {
    const pretty = config.log.format === 'auto' ? process.stdout.isTTY : config.log.format === 'pretty';
    this.logger = winston.createLogger({
      level: config.log.level,
      format: pretty ? prettyFormat : jsonFormat,
      transports: [new winston.transports.Console({ stderrLevels: ['error', 'warn'] })],
    });
  }

  error(event: string, fields: LogFields = {}): void {
    this.write('error', event, fields);
  }

  warn(event: string, fields: LogFields = {}): void {
    this.write('warn', event, fields);
  }

  info(event: string, fields: LogFields = {}): void {
    this.write('info', event, fields);
  }

  debug(event: string, fields: LogFields = {}): void {
    this.write('debug', event, fields);
  }

  private write(level: string, event: string, fields: LogFields): void {
    if (!this.logger.isLevelEnabled(level)) return;
    this.logger.log({ level, message: event, ...workContext.get(), ...plainErrors(fields) });
  }
}

/** Nest's own lines, as events of ours: its chatter about mapped routes is for debugging only. */
export class NestLog implements LoggerService {
  constructor(private readonly sink: Log) {}

  log = (message: unknown, context?: string): void =>
    this.sink.debug('nest', { text: String(message), context });
  debug = this.log;
  verbose = this.log;
  warn = (message: unknown, context?: string): void =>
    this.sink.warn('nest', { text: String(message), context });
  error = (message: unknown, stack?: string, context?: string): void =>
    this.sink.error('nest', {
      ...(message instanceof Error ? { error: message } : { text: String(message) }),
      stack,
      context,
    });
}

function plainErrors(fields: LogFields): LogFields {
  const plain: LogFields = {};
  for (const [name, value] of Object.entries(fields)) {
    plain[name] = value instanceof Error ? describeError(value) : value;
  }
  return plain;
}

function describeError(error: Error): LogFields {
  return {
    name: error.name,
    ...('code' in error ? { code: error.code } : {}),
    message: error.message,
    stack: error.stack,
    ...(error.cause instanceof Error ? { cause: describeError(error.cause) } : {}),
  };
}

const jsonFormat = winston.format.combine(winston.format.timestamp(), winston.format.json());

const prettyFormat = winston.format.combine(
  winston.format.colorize({ level: true }),
  winston.format.timestamp({ format: 'HH:mm:ss.SSS' }),
  winston.format.printf(({ timestamp, level, message, ...fields }) => {
    const { error, ...others } = fields as { error?: { stack?: string } };
    const text = Object.entries(others).map(([name, value]) => `${name}=${inline(value)}`);
    return [
      `${String(timestamp)} ${level} ${String(message)}`,
      ...text,
      ...(error?.stack ? [`\n${error.stack}`] : []),
    ].join(' ');
  }),
);

function inline(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
