import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely'
import type { Sqlite } from './sqlite.ts'

type Statement = ReturnType<typeof prepareAny>
const prepareAny = (sqlite: Sqlite, sql: string) => sqlite.prepare<unknown[], unknown>(sql)

/** More shapes of statements than the code has; a statement that is not used any more makes room. */
const STATEMENTS = 400

/**
 * One connection; each statement is prepared once. A transaction takes the write lock when it begins, not at its first
 * write, where it could still fail.
 */
export const createDriver = (sqlite: Sqlite): Driver => {
  const connection = connect(sqlite)
  const run = async (sql: string) => void (await connection.executeQuery(CompiledQuery.raw(sql)))
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: () => run('begin immediate'),
    commitTransaction: () => run('commit'),
    // SQLite has rolled back by itself after some errors (a full disk among them).
    rollbackTransaction: async () => (sqlite.inTransaction ? run('rollback') : undefined),
    destroy: async () => void sqlite.close(),
  }
}

const connect = (sqlite: Sqlite): DatabaseConnection => {
  const prepared = new Map<string, Statement>()
  const prepare = (sql: string): Statement => {
    const known = prepared.get(sql)
    // Put back at the end: the first of the map is then the one that rested longest.
    if (known) prepared.delete(sql)
    else if (prepared.size >= STATEMENTS) prepared.delete(prepared.keys().next().value as string)
    const statement = known ?? prepareAny(sqlite, sql)
    prepared.set(sql, statement)
    return statement
  }
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const statement = prepare(sql)
      if (statement.reader) return { rows: statement.all(...parameters) as Row[] }
      return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) }
    },
    async *streamQuery<Row>({ sql, parameters }: CompiledQuery) {
      for (const row of prepareAny(sqlite, sql).iterate(...parameters)) yield { rows: [row as Row] }
    },
  }
}
