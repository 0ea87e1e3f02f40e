import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import underPressure from '@fastify/under-pressure';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AppConfig } from '../../config/index.js';
import { ServiceUnavailable } from '../errors/index.js';
import { Log, NestLog, workContext } from '../telemetry/index.js';
import { envelope, isEnveloped } from './envelope.js';
import { HttpExceptionFilter } from './exception.filter.js';
import { acceptFiles } from './files.js';
import { HttpMetrics } from './http-metrics.js';
import { PreparedJson, writePrepared } from './prepared-json.js';
import { answerUnreadable } from './unreadable-requests.js';
import { ZodValidationPipe } from './validation.pipe.js';

/** Outside `/api/v1`: what operators and their machines ask for. */
export const OPERATOR_PATHS = ['health', 'health/live', 'health/ready', 'metrics'];
/** Outside it too: addresses that go into pages and feed readers, which know nothing of versions and envelopes. */
const LINKED_PATHS = ['media/*path', 'feeds/*path'];
export const API_PREFIX = 'api/v1';
const isApi = (request: FastifyRequest): boolean => request.url.startsWith(`/${API_PREFIX}/`);

const KEEP_ALIVE_MS = 65_000;
const COMPRESS_FROM_BYTES = 2048;
const REQUEST_ID = /^[\w.-]{8,100}$/;

/** Makes the HTTP side of the server around a root module: everything that is the same for every route. */
export async function createHttpApp(
  module: Type | DynamicModule,
  config: AppConfig,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: config.http.bodyLimitBytes,
    handlerTimeout: config.http.requestTimeoutMs,
    requestTimeout: config.http.requestTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerUnreadable,
    trustProxy: config.http.trustProxy.length > 0 ? [...config.http.trustProxy] : false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    genReqId: ({ headers }: IncomingMessage) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });
  const log = new Log(config);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLog(log),
    bodyParser: true,
    // What is signed is signed as it came, JSON too.
    rawBody: true,
    abortOnError: false,
  });
  app.setGlobalPrefix(API_PREFIX, { exclude: [...OPERATOR_PATHS, ...LINKED_PATHS] });
  app.useGlobalPipes(new ZodValidationPipe());
  const filter = app.get(HttpExceptionFilter);
  app.useGlobalFilters(filter);

  const fastify = app.getHttpAdapter().getInstance();
  await protect(fastify, config);
  serveEveryRequest(fastify, config, app.get(HttpMetrics));
  return app;
}

async function protect(fastify: FastifyInstance, config: AppConfig): Promise<void> {
  // Machines ask for these, many times a minute: no browser reads them, and there is nothing to compress.
  fastify.addHook('onRoute', (route) => {
    if (OPERATOR_PATHS.includes(route.url.slice(1))) Object.assign(route, { helmet: false, compress: false });
  });
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        // What the page at /api/docs needs, all of it from here.
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
      },
    },
  });
  await fastify.register(cors, {
    origin: [...config.http.clientOrigins],
    credentials: true,
    exposedHeaders: ['x-request-id', 'retry-after', 'etag'],
    maxAge: 600,
  });
  await fastify.register(compress, {
    threshold: COMPRESS_FROM_BYTES,
    // Brotli at the plugin's quality, 4: about as fast as gzip, and smaller.
    encodings: ['br', 'gzip', 'deflate'],
    globalDecompression: false,
  });
  if (config.http.maxEventLoopDelayMs > 0) {
    await fastify.register(underPressure, {
      maxEventLoopDelay: config.http.maxEventLoopDelayMs,
      pressureHandler: (request) => {
        // Probes must see an overloaded server as alive, or it is restarted for being busy.
        if (isApi(request)) throw new ServiceUnavailable({ retryAt: new Date(Date.now() + 5000) });
      },
    });
  }
}

/** Bodies that are read as they came, because they are signed or no JSON. */
const RAW_TYPES = ['application/atom+xml'];

function serveEveryRequest(fastify: FastifyInstance, config: AppConfig, metrics: HttpMetrics): void {
  fastify.decorateRequest('principal', null);
  fastify.addContentTypeParser(RAW_TYPES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  acceptFiles(fastify);
  const servesApi = config.app.roles.has('api');
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    if (!servesApi && !OPERATOR_PATHS.includes(request.url.slice(1).split('?', 1)[0] ?? '')) {
      reply.callNotFound();
      return;
    }
    workContext.run({ requestId: request.id }, done);
  });
  fastify.addHook('preSerialization', (request, reply, payload, done) => {
    if (payload instanceof PreparedJson) {
      writePrepared(request, reply, payload);
      done(null, payload);
      return;
    }
    done(null, isApi(request) && !isEnveloped(payload) ? envelope(payload) : payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.observe(request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime);
    done();
  });
}
