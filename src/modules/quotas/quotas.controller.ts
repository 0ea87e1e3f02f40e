import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../platform/http/index.js';
import { quotaView } from './quotas.schemas.js';
import { QuotasService } from './quotas.service.js';

@ApiTags('Administration')
@Controller('admin/quotas')
export class QuotasController {
  constructor(private readonly quotas: QuotasService) {}

  @Get()
  @Allow('admin')
  @Answers('What is used and left of each allowance that the platforms give', z.array(quotaView))
  list() {
    return this.quotas.list();
  }
}
