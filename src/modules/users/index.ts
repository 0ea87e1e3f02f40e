export { EmailTaken, UserNotFound } from './users.errors.js';
export { UsersModule } from './users.module.js';
export { presentUser, userName, userView, type UserView } from './users.schemas.js';
export { UsersService } from './users.service.js';
export { type UserRow, users } from './users.tables.js';
