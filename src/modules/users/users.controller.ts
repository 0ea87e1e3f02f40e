import { Body, Controller, Get, Patch, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentUser, type Principal } from '../../platform/http/index.js';
import { type ProfileUpdate, profileUpdate, profileView } from './users.schemas.js';
import { UsersService } from './users.service.js';

@ApiTags('Users')
@Controller('users/profile')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @Answers('Your own profile', profileView)
  profile(@CurrentUser() me: Principal) {
    return this.users.profile(me.userId);
  }

  @Put()
  @Answers('Change your profile', profileView)
  replaceProfile(@CurrentUser() me: Principal, @Body({ schema: profileUpdate }) update: ProfileUpdate) {
    return this.users.updateProfile(me.userId, update);
  }

  @Patch()
  @Answers('Change your profile', profileView)
  updateProfile(@CurrentUser() me: Principal, @Body({ schema: profileUpdate }) update: ProfileUpdate) {
    return this.users.updateProfile(me.userId, update);
  }
}
