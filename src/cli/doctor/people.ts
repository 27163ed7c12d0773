import { utcDay } from '../../app/intake.ts'
import { DRILL_DAYS, drillOf } from '../../domain/drill.ts'
import type { Instant } from '../../kit/ids.ts'
import { checkKeys, staffWithoutSecond } from '../../store/checkup.ts'
import type { Look } from '../../store/look.ts'
import { type Finding, judge, some } from './finding.ts'

const LEAST = 2

export const lookAtKeys = async ({ read }: Look, now: Instant): Promise<Finding[]> => {
  const { holders, recovery, cases } = await read(checkKeys)
  const late = holders.filter(({ drilled }) => drillOf(drilled, utcDay(now)).state === 'over')
  const few = cases.none + cases.one
  return [
    judge(
      'keyholders',
      holders.length < LEAST &&
        `Only ${some(holders.length, 'person holds', 'people hold')} a key that opens reports. With fewer than ${LEAST} no report is taken: npm run tulay -- keys, or invite somebody.`,
      `${holders.length} people hold a key.`,
    ),
    judge(
      'recovery',
      recovery === 0 && 'There is no recovery key: if all keyholders are lost, so are the reports.',
      'There is a recovery key, on paper.',
    ),
    judge(
      'drills',
      late.length > 0 &&
        `${late.map(({ name }) => name).join(', ')}: more than ${DRILL_DAYS} days without showing that the key still opens. Ask them to do the drill on the page of keys.`,
      'Every keyholder has shown lately that the key opens.',
    ),
    judge(
      'readers',
      few > 0 &&
        `${some(few, 'report')} can be read by fewer than ${LEAST} people (${cases.none} by nobody). A keyholder shares them on the page of keys.`,
      'Every report can be read by two people or more.',
    ),
  ]
}

export const lookAtStaff = async ({ read }: Look): Promise<Finding> => {
  const names = await read(staffWithoutSecond)
  return judge(
    'staff',
    names.length > 0 &&
      `${names.join(', ')}: no authenticator and no passkey. Remove and invite them anew on "People".`,
    'Everybody who can sign in has a second factor.',
  )
}
