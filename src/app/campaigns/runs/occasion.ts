import { occasionOf } from '../../../domain/campaigns/occasion.ts'
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import type { Run } from '../../../store/campaigns/runs.ts'
import type { Ledger } from '../../../store/ledger.ts'
import { readCron } from '../cron.ts'

export const cronOf = ({ when }: Pick<Sheet, 'when'>) => (when.how === 'cron' ? readCron(when.cron) : undefined)

/**
 * What the ledger knows of a run. For a run that the sheet does not have it is `undefined`. A copy of an older database, or rows that
 * somebody wrote, begin nothing anew for which everybody has become a line once.
 */
export const factOf = (run: Run, sheet: Sheet): string | undefined => {
  const occasion = occasionOf(run, sheet, cronOf(sheet))
  return occasion && `${run.campaign} ${run.sheet} ${occasion}`
}

export const isFilled = (ledger: Ledger, fact: string): boolean => ledger.has('filled', fact)
