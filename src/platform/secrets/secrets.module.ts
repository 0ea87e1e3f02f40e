import { Global, Module } from '@nestjs/common';
import { Seals } from './seals.js';

@Global()
@Module({ providers: [Seals], exports: [Seals] })
export class SecretsModule {}
