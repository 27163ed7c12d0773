/** Runs in a thread of its own, because a copy of a large database takes long and nobody should wait for it. */
import { workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { copySqlite } from './sqlite.ts'

const { from, to } = workerData as { from: string; to: string }
const source = new Database(from, { readonly: true, fileMustExist: true })
copySqlite(source, to)
source.close()
