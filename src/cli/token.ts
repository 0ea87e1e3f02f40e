import { AuthService } from '../modules/auth/index.js';
import { UsersService } from '../modules/users/index.js';
import { type Command, withApp } from './command.js';

export const token: Command = {
  name: 'token',
  summary: 'print an access token, of the first admin or of the account you name: token fan@example.com',
  run: (load, [email]) =>
    withApp(load(), async (app) => {
      const users = app.get(UsersService);
      const user =
        email === undefined ? await users.firstAdmin() : await users.findByEmail(email.toLowerCase());
      if (user === null) {
        console.error(
          email === undefined
            ? 'There is no admin yet: set ADMIN_EMAIL and ADMIN_PASSWORD.'
            : `No account: ${email}`,
        );
        return false;
      }
      const { tokens } = await app
        .get(AuthService)
        .signIn(user, { userAgent: 'command line', ip: '127.0.0.1' });
      console.log(tokens.accessToken);
      return true;
    }),
};
