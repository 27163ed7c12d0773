/** What waits for somebody: alerts that are not wanted any more, alerts that were seen, messages that may be cleared. */
import { describe, expect, it } from 'vitest'
import { sendTestAlert } from '../../src/app/send-alert.ts'
import { realWorld } from '../../src/house.ts'
import type { Address, UpdateKey } from '../../src/kit/ids.ts'
import type { Deed } from '../../src/kit/inbound.ts'
import { plain } from '../../src/kit/message.ts'
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
]

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
