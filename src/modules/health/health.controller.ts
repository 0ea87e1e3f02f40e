import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppConfig } from '../../config/index.js';
import { Unauthenticated } from '../../platform/errors/index.js';
import { Public } from '../../platform/http/index.js';
import { Metrics } from '../../platform/telemetry/index.js';
import { HealthService } from './health.service.js';

/** For operators and their machines: outside the API's base path and without its envelope. */
@ApiExcludeController()
@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthService,
    private readonly metrics: Metrics,
    private readonly config: AppConfig,
  ) {}

  /** Whether the process runs. Asks nothing else: a broken database is no reason to be restarted. */
  @Get('health/live')
  live() {
    return { status: 'ok' };
  }

  /** Whether requests should be sent here. */
  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const ready = await this.health.isReady();
    void reply.code(ready ? 200 : 503);
    return { status: ready ? 'ok' : 'unavailable' };
  }

  @Get('health')
  async report(@Res({ passthrough: true }) reply: FastifyReply) {
    const report = await this.health.report();
    void reply.code(report.status === 'ok' ? 200 : 503);
    return report;
  }

  /** @throws Unauthenticated */
  @Get('metrics')
  async figures(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { metricsToken } = this.config.http;
    const isOpen = metricsToken === null && !this.config.app.isProduction;
    if (!isOpen && request.headers.authorization !== `Bearer ${metricsToken ?? ''}`)
      throw new Unauthenticated();
    void reply.type(this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }

  private mayReadFigures(authorization: string | undefined): boolean {
    const { metricsToken } = this.config.http;
    if (metricsToken === null) return !this.config.app.isProduction;
    const digest = (value: string) => createHash('sha256').update(value).digest();
    return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${metricsToken}`));
  }
}
