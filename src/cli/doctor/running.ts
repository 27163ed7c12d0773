import { join } from 'node:path'
import type { Config } from '../../config.ts'
import type { Instant } from '../../kit/ids.ts'
import { checkOutbox } from '../../store/checkup.ts'
import { oldestShredCopy } from '../../store/copies.ts'
import type { Look } from '../../store/look.ts'
import { readMeta } from '../../store/meta.ts'
import { readHold } from '../../store/standing.ts'
import { type Finding, ill, judge, some, well } from './finding.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

export const lookAtBackups = async ({ read }: Look, now: Instant): Promise<Finding[]> => {
  const kept = await read(tx => readMeta(tx, 'backup'))
  if (!kept) return [ill('backup', 'No backup was ever made. Every night: npm run tulay -- backup <folder>')]
  const { at, folder } = JSON.parse(kept) as { at: Instant; folder: string }
  const days = Math.floor((now - at) / DAY)
  const oldest = oldestShredCopy(join(folder, 'shred'))
  return [
    judge(
      'backup',
      now - at > 2 * DAY && `The last backup is ${days} days old. Every night: npm run tulay -- backup ${folder}`,
      'There is a backup of the last two days.',
    ),
    judge(
      'old copies',
      oldest !== undefined &&
        now - oldest > 7 * DAY &&
        `In ${join(folder, 'shred')} a copy of the shred file is older than 7 days: with it an erased report could be opened. Make a backup into that folder, or delete the copy.`,
      'No copy of the shred file in the backups is older than 7 days.',
    ),
  ]
}

/** A clock that is wrong promises wrong days, and lets nobody in by a code. */
export const lookAtClock = async ({ read }: Look, now: Instant): Promise<Finding> => {
  const beat = Number((await read(tx => readMeta(tx, 'beat'))) ?? 0)
  const hours = Math.ceil((beat - now) / HOUR)
  return judge(
    'clock',
    beat - now > HOUR / 12 &&
      `The clock stands ${some(hours, 'hour')} before the time at which Tulay last ran. Set it right, then start again.`,
    'The clock goes on from when Tulay last ran.',
  )
}

export const lookAtOutbox = async ({ read }: Look, now: Instant): Promise<Finding[]> => {
  const [hold, { dead, stuck }] = await read(
    async tx => [await readHold(tx), await checkOutbox(tx, now - HOUR)] as const,
  )
  return [
    judge(
      'resume',
      hold &&
        'Alerts and notices are held back, because the data are a copy or were not in use: npm run tulay -- resume',
      'Nothing is held back.',
    ),
    judge(
      'outbox',
      dead + stuck > 0 &&
        `${some(dead, 'message')} could not be sent for good, ${stuck} should have gone more than an hour ago. Is Tulay running, and the messenger reachable?`,
      'Nothing waits to be sent that should have gone.',
    ),
  ]
}

/** Asks Telegram only where that was asked for. What it says is not shown: it could hold the token. */
export const lookAtTelegram = async ({ telegram }: Config, network: boolean): Promise<Finding> => {
  if (!telegram) return well('telegram', 'Telegram is off.')
  if (!network) return well('telegram', 'Telegram was not asked; with --network it is.')
  const status = await fetch(`${telegram.apiRoot}/bot${telegram.token}/getMe`, { signal: AbortSignal.timeout(10_000) })
    .then(answer => answer.status)
    .catch(() => 0)
  if (status === 200) return well('telegram', 'Telegram knows the token.')
  return ill(
    'telegram',
    status === 401 || status === 404
      ? 'Telegram refuses the token. Ask @BotFather, then set TELEGRAM_BOT_TOKEN anew.'
      : 'Telegram cannot be reached from here.',
  )
}
