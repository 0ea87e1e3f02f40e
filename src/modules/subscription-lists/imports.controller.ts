import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Answers,
  CurrentUser,
  Fails,
  type Principal,
  TakesFile,
  UploadedFile,
} from '../../platform/http/index.js';
import { ImportsService } from './imports.service.js';
import {
  ImportNotFound,
  ImportRunning,
  ListEmpty,
  ListTooLong,
  ListUnreadable,
  TooManyImports,
} from './subscription-lists.errors.js';
import { importPath, importView } from './subscription-lists.schemas.js';

@ApiTags('Subscription lists')
@Controller('subscriptions')
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  @Post('import')
  @HttpCode(202)
  @TakesFile()
  @Answers(
    "Follow what a list names: Google Takeout's subscriptions.csv, OPML, NewPipe's or FreeTube's JSON, or a channel a line",
    importView,
    202,
  )
  @Fails(ListUnreadable, ListEmpty, ListTooLong, ImportRunning, TooManyImports)
  start(@UploadedFile() file: Buffer, @CurrentUser() me: Principal) {
    return this.imports.start(file, me);
  }

  @Get('imports/:id')
  @Answers('How far an import of yours has got', importView)
  @Fails(ImportNotFound)
  get(@Param({ schema: importPath }) { id }: { id: string }, @CurrentUser() me: Principal) {
    return this.imports.get(id, me);
  }
}
