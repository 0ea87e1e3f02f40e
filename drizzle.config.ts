import { defineConfig } from 'drizzle-kit';

// Reads the compiled tables: drizzle-kit's own loader does not follow the `.js` specifiers of ES modules in TypeScript.
export default defineConfig({
  dialect: 'postgresql',
  schema: ['./dist/modules/**/*.tables.js', './dist/platform/*/*.tables.js'],
  out: './migrations',
  breakpoints: true,
});
