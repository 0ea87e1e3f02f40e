import { Global, Module } from '@nestjs/common';
import { Cursors } from './cursor.js';
import { HttpExceptionFilter } from './exception.filter.js';
import { HttpMetrics } from './http-metrics.js';

/** What every controller and every list needs. */
@Global()
@Module({
  providers: [Cursors, HttpExceptionFilter, HttpMetrics],
  exports: [Cursors, HttpExceptionFilter, HttpMetrics],
})
export class HttpModule {}
