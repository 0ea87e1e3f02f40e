import { Global, Module } from '@nestjs/common';
import { Changes } from './changes.js';

/** What each process keeps in memory of the database, and how it learns that it is true no more. */
@Global()
@Module({ providers: [Changes], exports: [Changes] })
export class ChangesModule {}
