import { type Finding, readyFindings } from '../../../domain/campaigns/ready.ts'
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import { nextFive } from '../cron.ts'
import type { ApprovalRooms } from './rooms.ts'

/** All that stands against signing a sheet, or should be known before. */
export const findingsOf = (
  { world, words }: Pick<ApprovalRooms, 'world' | 'words'>,
  sheet: Sheet,
): (Omit<Finding, 'code'> & { code: Finding['code'] | 'cron' })[] => {
  const now = world.now()
  const { when } = sheet
  const isLame = when.how === 'cron' && !nextFive(when.cron, when.zone, now).ok
  return [
    ...readyFindings(sheet, { now, langs: words.languages().map(({ tag }) => tag) }),
    ...(isLame ? [{ code: 'cron' as const, isWarning: false }] : []),
  ]
}
