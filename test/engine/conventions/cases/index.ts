import type { ConventionCase } from '../case'
import atlas from './atlas'
import dbmate from './dbmate'
import diesel from './diesel'
import drizzle from './drizzle'
import flyway from './flyway'
import golangMigrate from './golang-migrate'
import goose from './goose'
import graphileMigrate from './graphile-migrate'
import liquibase from './liquibase'
import nodePgMigrate from './node-pg-migrate'
import plain from './plain'
import postgrator from './postgrator'
import prisma from './prisma'
import sqitch from './sqitch'
import sqlx from './sqlx'
import supabase from './supabase'

export const cases: Readonly<Record<string, ConventionCase>> = {
  atlas,
  dbmate,
  diesel,
  drizzle,
  flyway,
  'golang-migrate': golangMigrate,
  goose,
  'graphile-migrate': graphileMigrate,
  liquibase,
  'node-pg-migrate': nodePgMigrate,
  plain,
  postgrator,
  prisma,
  sqitch,
  sqlx,
  supabase,
}
