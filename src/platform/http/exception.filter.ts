import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Log } from '../telemetry/index.js';
import { answerError } from './error-answer.js';
import { languageOf } from './language.js';

/** Whatever is thrown while a request is answered leaves here, in the envelope. */
@Catch()
export class HttpExceptionFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also called by Fastify for what fails before Nest is reached. */
  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { status, body, headers, defect } = answerError(
      thrown,
      languageOf(request.headers['accept-language']),
    );
    if (defect !== null) {
      this.log.error('http.defect', { ...defect, method: request.method, route: request.routeOptions.url });
    }
    if (reply.sent) return;
    void reply.code(status).headers(headers).send(body);
  }
}
