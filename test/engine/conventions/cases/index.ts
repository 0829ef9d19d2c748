import type { ConventionCase } from '../case'
import dbmate from './dbmate'
import flyway from './flyway'
import golangMigrate from './golang-migrate'
import goose from './goose'
import plain from './plain'

export const cases: Readonly<Record<string, ConventionCase>> = { dbmate, flyway, 'golang-migrate': golangMigrate, goose, plain }
