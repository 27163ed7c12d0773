import { readLines, type Story } from './story.ts'

/** What is filed. `about`: a group's category, such as `work.labour_wages`; else a group that is one category. */
export type Filing = {
  said: string
  about?: string
  /** As it is typed; else it is not said. */
  place?: string
  files?: readonly ('photo' | 'voice')[]
  /** Asked to be told when there is news. */
  told?: boolean
}

/** Somebody new files a report and keeps the receipt as `$receipt`. */
export const filing = ({ said, about = 'other', place, files = [], told = false }: Filing): Story => {
  const [group, category] = about.split('.')
  return readLines(
    'filing',
    [
      '> /start',
      '> [@language]',
      '> [flows.start.privacy.options.yes]',
      '> /report',
      '> [flows.report.safe.options.yes]',
      `> [categories.group.${group}]`,
      ...(category ? [`> [categories.${category}.title]`] : []),
      place === undefined ? '> verb skip' : `> "${place}"`,
      `> "${said}"`,
      ...files.map(file => `> @${file}`),
      '> verb done',
      `> [flows.report.check.options.${told ? 'tell' : 'quiet'}]`,
      '= receipt',
    ].join('\n'),
  )
}
