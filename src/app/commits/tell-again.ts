import { removeNoticeOfConcern, saveNotice } from '../../store/notices.ts'
import { NOTICE_LIFE } from './file-concern.ts'
import { findConcern } from './find-concern.ts'
import type { Verb } from './verb.ts'

/** "Tell me when there is news", once more: a new yes, after the first notice has gone out or its time was over. */
export const tellAgain: Verb = async commit => {
  const found = await findConcern(commit)
  if (typeof found === 'string') return { outcome: found }
  const { tx, talk, tools, now } = commit
  const { row, key } = found
  key.fill(0)
  await removeNoticeOfConcern(tx, row.id)
  await saveNotice(tx, {
    concern: row.id,
    owner: tools.privacy.noticeOwner(talk.channel, talk.address),
    channel: talk.channel,
    address: tools.privacy.seal('notice', talk.address, row.id),
    until: now + NOTICE_LIFE,
  })
  return { outcome: 'ok' }
}
