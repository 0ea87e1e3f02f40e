import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers, CurrentUser, Fails, type Principal, Public } from '../../platform/http/index.js';
import { EmailTaken } from '../users/index.js';
import { AccountSuspended, InvalidCredentials, RefreshTokenInvalid } from './auth.errors.js';
import {
  type Credentials,
  credentials,
  loggedOut,
  refreshRequest,
  type RefreshRequest,
  registration,
  type Registration,
  signedIn,
  tokens,
} from './auth.schemas.js';
import { AuthService, type Device } from './auth.service.js';

@ApiTags('Accounts')
@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('register')
  @Public()
  @Answers('Open an account', signedIn, 201)
  @Fails(EmailTaken)
  register(@Body({ schema: registration }) body: Registration, @Req() request: FastifyRequest) {
    return this.auth.register(body, deviceOf(request));
  }

  @Post('login')
  @HttpCode(200)
  @Public()
  @Answers('Sign in', signedIn)
  @Fails(InvalidCredentials, AccountSuspended)
  login(@Body({ schema: credentials }) body: Credentials, @Req() request: FastifyRequest) {
    return this.auth.login(body, deviceOf(request));
  }

  @Post('refresh')
  @HttpCode(200)
  @Public()
  @Answers('Trade a refresh token, which works once, for new tokens', tokens)
  @Fails(RefreshTokenInvalid, AccountSuspended)
  refresh(@Body({ schema: refreshRequest }) { refreshToken }: RefreshRequest) {
    return this.auth.refresh(refreshToken);
  }

  @Post('logout')
  @HttpCode(200)
  @Answers('End this session', loggedOut)
  async logout(@CurrentUser() me: Principal) {
    await this.auth.logout(me.sessionId);
    return { loggedOut: true };
  }
}

function deviceOf({ headers, ip }: FastifyRequest): Device {
  return { userAgent: (headers['user-agent'] ?? '').slice(0, 300), ip };
}
