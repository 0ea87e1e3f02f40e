import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnswersFile, CurrentUser, type Principal } from '../../platform/http/index.js';
import { ExportsService } from './exports.service.js';

@ApiTags('Subscription lists')
@Controller('subscriptions')
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  @Get('export.opml')
  @Header('content-type', 'text/x-opml; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="mypick-subscriptions.opml"')
  @AnswersFile('All channels of the creators you follow, as OPML', 'text/x-opml')
  opml(@CurrentUser() me: Principal) {
    return this.exports.opml(me);
  }

  @Get('export.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="subscriptions.csv"')
  @AnswersFile("The same in the shape of Google Takeout's subscriptions.csv", 'text/csv')
  csv(@CurrentUser() me: Principal) {
    return this.exports.csv(me);
  }
}
