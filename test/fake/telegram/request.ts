/** "We support four ways of passing parameters": URL query, urlencoded, JSON, multipart (https://core.telegram.org/bots/api#making-requests). */
import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { readForm } from './form.ts'
import type { Json } from './updates.ts'

/** "10 MB max size for photos, 50 MB for other files": the whole request, and a little. */
const MOST = 51 * 1024 * 1024

export const readPayload = async (request: IncomingMessage): Promise<Json | 'too large'> => {
  const { searchParams } = new URL(request.url ?? '/', 'http://fake')
  const query: Json = Object.fromEntries([...searchParams].map(([name, value]) => [name, parseField(value)]))
  const body = await buffer(request)
  if (body.length > MOST) return 'too large'
  const type = request.headers['content-type'] ?? ''
  if (body.length === 0) return query
  if (type.includes('json')) return { ...query, ...(JSON.parse(body.toString('utf8')) as Json) }
  const form = type.includes('multipart') ? readForm(body, type) : [...new URLSearchParams(body.toString('utf8'))]
  const fields: Json = { ...query }
  for (const [name, value] of form) fields[name] = typeof value === 'string' ? parseField(value) : value
  return fields
}

/** In forms, objects come as JSON text and booleans as words. */
const parseField = (value: string): unknown => {
  if (!/^(\[|\{|true$|false$)/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
