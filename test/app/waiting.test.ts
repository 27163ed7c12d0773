/** What waits for somebody: alerts that are not wanted any more, alerts that were seen, messages that may be cleared. */
import { describe, expect, it } from 'vitest'
import { sendTestAlert } from '../../src/app/send-alert.ts'
import { realWorld } from '../../src/house.ts'
import type { Address, UpdateKey } from '../../src/kit/ids.ts'
import type { Deed } from '../../src/kit/inbound.ts'
import { type Message, plain } from '../../src/kit/message.ts'
import type { Sealed } from '../../src/privacy/index.ts'
import { loadSubscription } from '../../src/store/subscriptions.ts'
import { tracesOf } from '../../src/store/traces.ts'
import { temporaryFolder } from '../faults/folder.ts'
import { openRig, type Rig, words } from './rig.ts'

const text = (text: string): Deed => ({ kind: 'text', text })
const command = (name: string): Deed => ({ kind: 'command', name, args: '' })
const SUBSCRIBED = [
  command('start'),
  text('1'),
  text('1'),
  command('alerts'),
  text('2'),
  command('done'),
  command('skip'),
  text('1'),
]

const IN_KOREAN = [command('start'), text('한국어'), text('1'), ...SUBSCRIBED.slice(3)]

/** What waits in the outbox, opened. */
const letters = async (rig: Rig, priority: number): Promise<Message[]> => {
  const lines = await rig.store.tx(tx => tx.selectFrom('outbox').selectAll().where('priority', '=', priority).execute())
  return lines
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ id, body }) =>
      rig.privacy.open('outbox', body as Sealed, Buffer.from(id as Uint8Array).toString('base64url')),
    )
    .map(body => (JSON.parse(Buffer.from(body ?? []).toString('utf8')) as { message: Message }).message)
}

const meet = (rig: Rig, channel: string, address = `${channel}-7` as Address) => {
  let at = 0
  const say = async (it: Deed, ref?: string) => {
    const update = String(at++) as UpdateKey
    const [reply] = await rig.app.receive([{ channel, address, update, at: 0, it, ...(ref ? { ref } : {}) }])
    return (reply?.messages ?? []).map(message => plain(message.text)).join('\n')
  }
  return { address, person: rig.privacy.person(channel, address), say }
}

const alert = (rig: Rig) =>
  sendTestAlert(
    {
      store: rig.store,
      privacy: rig.privacy,
      words,
      world: realWorld,
      pushes: channel => channel === 'telegram',
      zoneOf: () => undefined,
    },
    { text: 'Meeting on Sunday.' },
  )

const open = async (): Promise<Rig> => openRig(temporaryFolder('tulay-waiting-'), { world: realWorld })

describe('what waits', () => {
  it('does not go out any more once the person has said stop, but the answer does', async () => {
    const rig = await open()
    const phone = meet(rig, 'telegram')
    for (const deed of SUBSCRIBED) await phone.say(deed)
    expect(await alert(rig)).toBe(1)
    await phone.say(text('stop'))
    const lines = await rig.store.tx(tx => tx.selectFrom('outbox').select('priority').execute())
    expect(new Set(lines.map(({ priority }) => priority))).toEqual(new Set([0]))
    await rig.close()
  })

  it('is shown on the open page, and not once more with the next answer', async () => {
    const rig = await open()
    const page = meet(rig, 'web')
    for (const deed of SUBSCRIBED) await page.say(deed)
    await alert(rig)
    const shown = (await rig.app.view('web', page.address)).map(message => plain(message.text)).join('\n')
    expect(shown).toContain('Meeting on Sunday.')
    expect((await rig.app.view('web', page.address)).map(message => plain(message.text)).join('\n')).toContain(
      'Meeting on Sunday.',
    )
    expect(await page.say(command('menu'))).not.toContain('Meeting on Sunday.')
    await alert(rig)
    expect(await page.say(command('menu'))).toContain('Meeting on Sunday.')
    await rig.close()
  })

  it.each(['telegram', 'web', 'terminal'])('carries a button that ends all alerts with one tap (%s)', async channel => {
    const rig = await open()
    const phone = meet(rig, channel)
    for (const deed of IN_KOREAN) await phone.say(deed)
    expect(await alert(rig)).toBe(1)
    const message = (await letters(rig, 2)).at(-1)
    const stop = message?.verbs[0]
    expect(stop?.label).toBe(words.text('ko', 'verbs.stop.label'))
    const tap = async () => {
      const shown = await phone.say({ kind: 'tap', token: stop?.token ?? '' })
      return channel === 'telegram' ? (await letters(rig, 0)).map(({ text }) => plain(text)).join('\n') : shown
    }
    const subscribed = () => rig.store.tx(tx => loadSubscription(tx, phone.person))
    expect(await subscribed()).toBeDefined()
    expect(await tap()).toContain(words.text('ko', 'engine.stop_done'))
    expect(await subscribed()).toBeUndefined()
    // In the middle of something else the same tap does the same, and the open question stays open.
    for (const deed of [command('alerts'), text('2'), command('done'), command('skip'), text('1'), command('desk')])
      await phone.say(deed)
    expect(await subscribed()).toBeDefined()
    const said = await tap()
    expect(said).toContain(words.text('ko', 'engine.stop_done'))
    expect(said).toContain(words.text('ko', 'flows.desk.topic.ask'))
    expect(await subscribed()).toBeUndefined()
    await rig.close()
  })

  it('can be cleared on the phone also from before the yes, without a row of it', async () => {
    const rig = await open()
    const phone = meet(rig, 'telegram')
    await phone.say(command('start'), '11')
    await rig.store.tx(tx => rig.app.sent(tx, [{ person: phone.person, channel: 'telegram', ref: '12', at: 0 }]))
    expect(await rig.store.tx(tx => tracesOf(tx, phone.person))).toHaveLength(0)
    await phone.say(text('1'), '13')
    await phone.say(text('1'), '15')
    const refs = (await rig.store.tx(tx => tracesOf(tx, phone.person))).map(({ ref }) =>
      Buffer.from(rig.privacy.open('trace', ref, phone.person) ?? []).toString(),
    )
    expect(refs.toSorted()).toEqual(['11', '12', '13', '15'])
    await rig.close()
  })
})
