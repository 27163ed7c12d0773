/**
 * The fake as a process of its own: `node test/fake/telegram/serve.ts [--port 0] [--token 1:x]`. Prints one line of JSON with
 * `root` and `token`; `control.ts` tells how to be a person from outside.
 */
import { parseArgs } from 'node:util'
import { createFakeTelegram } from './server.ts'

const { values } = parseArgs({
  options: { port: { type: 'string' }, token: { type: 'string' }, username: { type: 'string' } },
})
const fake = await createFakeTelegram({
  ...(values.port ? { port: Number(values.port) } : {}),
  ...(values.token ? { token: values.token } : {}),
  ...(values.username ? { username: values.username } : {}),
})
console.log(JSON.stringify({ root: fake.root, token: fake.token, username: fake.username }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void fake.stop())
