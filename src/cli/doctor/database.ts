import { readCheckpoint } from '../../app/staff/deeds.ts'
import type { Privacy } from '../../privacy/index.ts'
import { verifyAudit } from '../../store/audit.ts'
import { concernIds } from '../../store/checkup.ts'
import type { FileState, Look } from '../../store/look.ts'
import { type Finding, ill, judge, some, well } from './finding.ts'

export const lookAtFiles = (states: readonly FileState[]): Finding[] =>
  states.flatMap(({ name, damaged, dangling, journal, missing, foreign }) => [
    judge(
      'database',
      damaged && `${name} is damaged. Stop Tulay, keep a copy of the folder, and restore a backup.`,
      `${name} is not damaged.`,
    ),
    judge(
      'links',
      dangling > 0 && `In ${name} ${some(dangling, 'row points', 'rows point')} to nothing. Restore a backup.`,
      `In ${name} every row points to something that is there.`,
    ),
    judge(
      'journal',
      journal !== 'wal' && `${name} is not in WAL mode (${journal}): another program changed it. Start Tulay once.`,
      `${name} is in WAL mode.`,
    ),
    foreign.length > 0
      ? ill('upgrades', `${name} was written by a newer version of Tulay. Run that one.`)
      : judge(
          'upgrades',
          missing.length > 0 &&
            `${name} waits for ${some(missing.length, 'upgrade')}. The next start does it, after a copy.`,
          `${name} is of this version.`,
        ),
  ])

/** The whole chain, also in front of what the console trusts. `privacy`: undefined where the secret is not right. */
export const lookAtAudit = async ({ read }: Look, privacy: Privacy | undefined): Promise<Finding> =>
  read(async tx => {
    const vouched = privacy && (await readCheckpoint(tx, privacy))
    const { rows, broken } = await verifyAudit(tx)
    const moved = vouched && (await verifyAudit(tx, vouched)).broken !== undefined
    if (broken !== undefined)
      return ill('audit', `The list of deeds was changed outside Tulay, at number ${broken} or before it.`)
    return judge(
      'audit',
      moved && `The list of deeds is another one than at number ${vouched.number}, where it was last found whole.`,
      `The list of deeds is whole: ${some(rows, 'entry', 'entries')}.`,
    )
  })

export const lookAtHalves = async ({ read, halves }: Look): Promise<Finding> => {
  const filed = await read(concernIds)
  // After the reports: a report that is filed meanwhile has its half first.
  const kept = halves()
  const missing = filed.filter(id => !kept.has(id)).length
  const known = new Set(filed)
  const orphans = [...kept].filter(id => !known.has(id)).length
  if (missing > 0)
    return ill(
      'halves',
      `${some(missing, 'report')} cannot be opened by anybody: the other half of the key is not in shred.db. If an old shred.db was put in place, put back the newest.`,
    )
  if (orphans > 0)
    return ill(
      'halves',
      `In shred.db ${some(orphans, 'key half belongs', 'key halves belong')} to no report: left by a start that was cut off, or an older database was put in place. Tulay clears them within the hour, where nothing is held back.`,
    )
  return well('halves', 'Every report has both halves of its key.')
}
