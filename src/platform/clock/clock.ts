import { Injectable } from '@nestjs/common';

/** What time it is. What decides by the time asks here, so that a day can be run through in minutes. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
