/** "We support four ways of passing parameters": URL query, urlencoded, JSON, multipart (https://core.telegram.org/bots/api#making-requests). */
import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Json } from './updates.ts'

export const readPayload = async (request: IncomingMessage): Promise<Json> => {
  const { searchParams } = new URL(request.url ?? '/', 'http://fake')
  const query: Json = Object.fromEntries([...searchParams].map(([name, value]) => [name, parseField(value)]))
  const body = await buffer(request)
  const type = request.headers['content-type'] ?? ''
  if (body.length === 0) return query
  if (type.includes('json')) return { ...query, ...(JSON.parse(body.toString('utf8')) as Json) }
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const fields: Json = { ...query }
  for (const [name, value] of form) fields[name] = typeof value === 'string' ? parseField(value) : '[file]'
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
