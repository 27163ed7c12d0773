/** Runs in a thread of its own, because a copy of a large database takes long and nobody should wait for it. */
import { workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { copySqlite } from './sqlite.ts'

/** A copy without a heartbeat is known for one, also where the original beat in this very minute (standing.ts). */
const forgetBeat = (path: string): void => {
  const copy = new Database(path)
  if (copy.prepare("select 1 from sqlite_schema where name = 'meta'").get())
    copy.prepare("delete from meta where key = 'beat'").run()
  copy.close()
}

const { from, to } = workerData as { from: string; to: string }
const source = new Database(from, { readonly: true, fileMustExist: true })
copySqlite(source, to)
source.close()
forgetBeat(to)
