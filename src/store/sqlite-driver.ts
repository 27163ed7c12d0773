import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely'
import type { Sqlite } from './sqlite.ts'

type Statement = ReturnType<typeof prepareAny>
const prepareAny = (sqlite: Sqlite, sql: string) => sqlite.prepare<unknown[], unknown>(sql)

/** Runs a statement at once, past Kysely's layers. Only by who holds the transaction: there is one connection. */
export type Direct = (sql: string, parameters: readonly unknown[]) => unknown[]

/** More shapes of statements than the code has; a statement that is not used any more makes room. */
const STATEMENTS = 400

/**
 * One connection; each statement is prepared once. A transaction takes the write lock when it begins, not at its first
 * write, where it could still fail.
 */
export const createDriver = (sqlite: Sqlite, prepared: (sql: string) => Statement, begin: string): Driver => {
  const connection = connect(sqlite, prepared)
  const run = async (sql: string) => void (await connection.executeQuery(CompiledQuery.raw(sql)))
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: () => run(begin),
    commitTransaction: () => run('commit'),
    // SQLite has rolled back by itself after some errors (a full disk among them).
    rollbackTransaction: async () => (sqlite.inTransaction ? run('rollback') : undefined),
    destroy: async () => void sqlite.close(),
  }
}

const connect = (sqlite: Sqlite, prepared: (sql: string) => Statement): DatabaseConnection => ({
  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = prepared(sql)
    if (statement.reader) return { rows: statement.all(...parameters) as Row[] }
    return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) }
  },
  async *streamQuery<Row>({ sql, parameters }: CompiledQuery) {
    for (const row of prepareAny(sqlite, sql).iterate(...parameters)) yield { rows: [row as Row] }
  },
})

export const createDirect =
  (prepared: (sql: string) => Statement): Direct =>
  (sql, parameters) => {
    const statement = prepared(sql)
    if (statement.reader) return statement.all(...parameters)
    statement.run(...parameters)
    return []
  }

/** Statements of this database, each prepared once. */
export const createPrepared = (sqlite: Sqlite): ((sql: string) => Statement) => {
  const known = new Map<string, Statement>()
  return sql => {
    const found = known.get(sql)
    if (found) return found
    // The one that came first goes; if it is still used, it comes again.
    if (known.size >= STATEMENTS) known.delete(known.keys().next().value as string)
    const statement = prepareAny(sqlite, sql)
    known.set(sql, statement)
    return statement
  }
}
