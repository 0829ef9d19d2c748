import { defineConfig } from 'drizzle-kit'
export default defineConfig({
  dialect: 'postgresql',
  out: './drizzle',
  migrations: { table: 'shop_migrations' },
  dbCredentials: { url: process.env.DATABASE_URL },
})
