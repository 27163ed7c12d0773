/** Ten thousand people sign two petitions: each counts once, and nobody who has the whole database can tell who signed both. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActorKey, CampaignId } from '../../../../src/kit/ids.ts'
import { actTallies } from '../../../../src/store/campaigns/figures.ts'
import { addressOf, CHANNEL, crowd, handOver, meetAll, shuffled, tapOf } from './crowd.ts'
import { type Acts, openActs } from './rig.ts'

const PEOPLE = Number(process.env.PEOPLE ?? 10_000)
const SEED = Number(process.env.SEED ?? 7)

let acts: Acts
let petitions: [CampaignId, CampaignId]
/** Who signed as whom: the truth, which only the server's secret tells. */
let tokens: Map<string, string>

beforeAll(async () => {
  acts = await openActs()
  petitions = [
    await acts.campaign({ actions: [{ kind: 'sign', target: PEOPLE }] }),
    await acts.campaign({ actions: [{ kind: 'sign', target: PEOPLE }] }),
  ]
  await meetAll(acts, PEOPLE)
}, 120_000)
afterAll(() => acts.close())

it(`counts ${PEOPLE} people once each, whatever comes twice and in whichever order`, { timeout: 600_000 }, async () => {
  const [first, second] = petitions
  await handOver(acts, crowd(first, PEOPLE, SEED), [1, 256, 7, 100, 999])
  // To the second they come one after the other, in the same order as their ids: the easiest case for whoever wants to link them.
  await handOver(
    acts,
    Array.from({ length: PEOPLE }, (_, n) => tapOf(second, n, 0)),
    [256],
  )
  for (const id of petitions) {
    const tallies = await acts.store.tx(tx => actTallies(tx, id))
    expect(tallies).toEqual([
      { act: 'sign', answer: '', area: '', lang: '*', n: PEOPLE },
      { act: 'sign', answer: '', area: '*', lang: 'en', n: PEOPLE },
    ])
  }
  expect(rowsOf(file(), petitions[0])).toHaveLength(PEOPLE)
  expect(rowsOf(file(), petitions[1])).toHaveLength(PEOPLE)
})

type Row = { token: Buffer; body: Buffer; state: string; place: number }
const file = () => new Database(join(acts.folder, 'tulay.db'), { readonly: true })
const rowsOf = (db: InstanceType<typeof Database>, campaign: CampaignId): Row[] => {
  const rows = db
    .prepare('select token, body, state from campaign_actions where campaign = ?')
    .all(Buffer.from(campaign, 'base64url'))
  return (rows as Omit<Row, 'place'>[]).map((row, place) => ({ ...row, place }))
}

const BITS = Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length)

/** What a thief can put the rows in order by, or match them by. */
const MARKS: Record<string, (row: Row) => string | number> = {
  token: ({ token }) => token.toString('hex'),
  'half a token': ({ token }) => token.subarray(0, 2).toString('hex'),
  body: ({ body }) => body.toString('hex'),
  'the end of a body': ({ body }) => body.subarray(-16).toString('hex'),
  'length of a body': ({ body }) => body.length,
  'bits of a body': ({ body }) => body.reduce((sum, byte) => sum + (BITS[byte] ?? 0), 0),
  state: ({ state }) => state,
  place: ({ place }) => place,
}

/** By each mark: puts both petitions in order by it and takes the rows of the same rank for the same person. How many are right. */
const attack = (one: Row[], other: Row[], isSame: (a: Row, b: Row) => boolean): Record<string, number> =>
  Object.fromEntries(
    Object.entries(MARKS).map(([name, mark]) => {
      const by = (rows: Row[]) =>
        rows
          .map(row => ({ row, key: mark(row) }))
          .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.row.place - b.row.place))
          .map(({ row }) => row)
      const [left, right] = [by(one), by(other)]
      return [name, left.filter((row, rank) => isSame(row, right[rank] as Row)).length]
    }),
  )

/** One right guess is what chance gives; ten or more come in one of ten million runs (Poisson). */
const CHANCE = 9

describe('whoever has the whole database and not the secret', () => {
  const truth = () => {
    tokens ??= new Map(
      Array.from({ length: PEOPLE }, (_, n) => {
        const [a, b] = petitions.map(id => acts.privacy.actor(id, CHANNEL, addressOf(n)))
        return [a as ActorKey, b as ActorKey]
      }),
    )
    return (a: Row, b: Row) => tokens.get(a.token.toString('base64url')) === b.token.toString('base64url')
  }

  it('tells no better than by chance who signed both', { timeout: 120_000 }, () => {
    const [one, other] = petitions.map(id => rowsOf(file(), id)) as [Row[], Row[]]
    const found = attack(one, other, truth())
    for (const [mark, right] of Object.entries(found)) expect(right, mark).toBeLessThanOrEqual(CHANCE)
    const seen = new Set(one.map(({ token }) => token.toString('hex')))
    expect(other.filter(({ token }) => seen.has(token.toString('hex')))).toEqual([])
    const sealed = new Set(one.map(({ body }) => body.subarray(0, 24).toString('hex')))
    expect(other.filter(({ body }) => sealed.has(body.subarray(0, 24).toString('hex')))).toEqual([])
    expect(new Set([...one, ...other].map(({ body, state }) => `${body.length} ${state}`)).size).toBe(1)
  })

  it('finds no token of a petition in any other table, and no order in which people came', () => {
    const db = file()
    expect(() => db.prepare('select rowid from campaign_actions').get()).toThrow('no such column')
    const columns = (table: string) => (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
    expect(columns('campaign_actions')).toEqual(['campaign', 'token', 'act', 'state', 'body'])
    const mine = new Set(rowsOf(db, petitions[0]).map(({ token }) => token.toString('hex')))
    const tables = db.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[]
    for (const table of tables.filter(name => name !== 'campaign_actions'))
      for (const row of db.prepare(`select * from ${table}`).raw().all() as unknown[][])
        for (const value of row)
          if (value instanceof Buffer && value.length === 16) expect(mine.has(value.toString('hex')), table).toBe(false)
  })

  it('would tell all of them if tokens were the same in both, or if rows stood in the order in which people came', () => {
    const everyone = Array.from({ length: PEOPLE }, () => randomBytes(16))
    const body = () => randomBytes(296)
    const told = new Map(everyone.map((token, n) => [token.toString('hex'), n]))
    const rows = (order: Buffer[]) => order.map((token, place): Row => ({ token, body: body(), state: 'done', place }))
    const isSame = (a: Row, b: Row) => told.get(a.token.toString('hex')) === told.get(b.token.toString('hex'))
    const linkable = attack(rows(shuffled(everyone, 1)), rows(shuffled(everyone, 2)), isSame)
    expect(linkable.token).toBe(PEOPLE)
    expect(linkable.place).toBeLessThanOrEqual(CHANCE)
    expect(attack(rows(everyone), rows(everyone), isSame).place).toBe(PEOPLE)
  })
})
