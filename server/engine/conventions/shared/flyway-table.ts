import type { Session } from '../../db/session'
import type { ToolSettings } from '../convention'
import { list } from './properties'
import { currentSchema, type Table } from './sql'

export const defaultTable = 'flyway_schema_history'

/** The schema that holds the table and takes what a migration makes without naming one; undefined: the connection's own. */
export const configured = (settings: ToolSettings): string | undefined =>
  settings.defaultSchema ?? list(settings.schemas)[0]

export const tableOf = async (session: Session, settings: ToolSettings): Promise<Table> => ({
  schema: configured(settings) ?? (await currentSchema(session)),
  name: settings.table ?? defaultTable,
})
