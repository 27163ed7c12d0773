import { sealAnew } from '../../campaigns/acts/ledger.ts'
import { acting, after } from './acting.ts'

/** "Tell me the result": the address, sealed. @returns `here`: this channel reaches nobody whose page is closed. */
export const tell = acting(
  async it => {
    const { commit, me, deeds } = it
    const { tx, talk, tools } = commit
    if (deeds.length === 0) return after(it, 'nothing')
    const to = { channel: talk.channel, address: talk.address }
    for (const deed of deeds) await sealAnew(tx, tools.privacy, me, { ...deed, body: { ...deed.body, to } })
    return after(it, tools.pushes(talk.channel) ? 'ok' : 'here')
  },
  { keeps: true },
)
