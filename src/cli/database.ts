import { randomBytes } from 'node:crypto';
import { dropEverything, revert } from '../platform/database/migrations/index.js';
import { AuthService } from '../modules/auth/index.js';
import { EmailTaken } from '../modules/users/index.js';
import { MIGRATIONS, updateSchema, withConnection } from '../schema.js';
import { type Command, withApp, withDatabase } from './command.js';

export const dbMigrate: Command = {
  name: 'db:migrate',
  summary: 'apply the migrations that are missing',
  run: async (load) => {
    await withDatabase(load(), updateSchema);
    console.log('The database is up to date.');
    return true;
  },
};

export const dbRevert: Command = {
  name: 'db:revert',
  summary: 'take back the newest migration, or as many as you say: db:revert 2',
  run: async (load, [steps = '1']) => {
    await withDatabase(load(), (url, log) =>
      withConnection(url, log, (pool) => revert(pool, MIGRATIONS, { steps: Number(steps) })),
    );
    return true;
  },
};

export const dbDrop: Command = {
  name: 'db:drop',
  summary: 'remove every table of MyPick; needs --yes',
  run: async (load, args) => {
    if (!args.includes('--yes')) {
      console.error('This removes all data. Say it again with --yes: npm run db:drop -- --yes');
      return false;
    }
    await withDatabase(load(), (url, log) => withConnection(url, log, dropEverything));
    console.log('Dropped.');
    return true;
  },
};

const ACCOUNTS = ['fan@example.com', 'another.fan@example.com'];

export const dbSeed: Command = {
  name: 'db:seed',
  summary: 'make accounts to develop with: the admin of ADMIN_EMAIL and two fans',
  run: async (load) => {
    const config = load();
    if (config.app.isProduction) {
      console.error('Accounts to develop with have no place in production.');
      return false;
    }
    await withApp(config, async (app) => {
      const auth = app.get(AuthService);
      await auth.ensureAdmin();
      for (const email of ACCOUNTS) {
        const password = randomBytes(9).toString('base64url');
        try {
          await auth.register(
            {
              name: email.split('@', 1)[0] ?? email,
              email,
              password,
              confirmPassword: password,
              acceptTerms: true,
            },
            { userAgent: 'db:seed', ip: '127.0.0.1' },
          );
          console.log(`${email}  ${password}`);
        } catch (error) {
          if (!(error instanceof EmailTaken)) throw error;
          console.log(`${email}  is there already`);
        }
      }
    });
    return true;
  },
};
