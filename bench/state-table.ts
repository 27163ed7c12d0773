import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Durability } from './contender.ts'
import type { Filed } from './conversation.ts'
import { personOf } from './telegram.ts'

/** The peers' database: a state row per conversation and a row per filed report, statements prepared once. */
export type StateTable = {
  read(key: string): string | undefined
  write(key: string, state: string): void
  remove(key: string): void
  file(chat: number, report: Filed): void
  bytes(): number[]
  filed(): Map<number, Filed>
  transaction<T>(work: () => T): T
  close(): void
}

type Row = { chat: number; category: string; area: string; story: string; told: number }

export const openStateTable = (folder: string, durability: Durability): StateTable => {
  const db = new Database(join(folder, 'peer.db'))
  db.pragma('journal_mode = WAL')
  db.pragma(`synchronous = ${durability}`)
  const set = db.pragma('synchronous', { simple: true })
  if (set !== (durability === 'FULL' ? 2 : 1)) throw new Error(`synchronous is ${set}, wanted ${durability}`)
  db.exec('create table state (key text primary key, state text not null) without rowid')
  db.exec(
    'create table reports (chat integer primary key, category text, area text, story text, told integer not null) strict',
  )
  const read = db.prepare<[string], string>('select state from state where key = ?').pluck()
  const write = db.prepare('insert into state values (?, ?) on conflict (key) do update set state = excluded.state')
  const remove = db.prepare('delete from state where key = ?')
  const insert = db.prepare('insert into reports values (?, ?, ?, ?, ?)')
  const bytes = db
    .prepare<[], number>('select length(cast(key as blob)) + length(cast(state as blob)) from state')
    .pluck()
  const reports = db.prepare<[], Row>('select * from reports')
  return {
    read: key => read.get(key),
    write: (key, state) => void write.run(key, state),
    remove: key => void remove.run(key),
    file: (chat, it) => void insert.run(chat, it.category, it.area, it.story, it.told ? 1 : 0),
    bytes: () => bytes.all(),
    filed: () => new Map(reports.all().map(({ chat, told, ...it }) => [personOf(chat), { ...it, told: told === 1 }])),
    transaction: work => db.transaction(work).immediate(),
    close: () => void db.close(),
  }
}
