/** What an author looks at before anybody signs, each time anew: people are not shown in their suffering, and nobody is named. */
export const CHECKS = ['no-suffering', 'no-names', 'sources', 'what-to-do', 'what-it-costs', 'decent-hour'] as const
export type Check = (typeof CHECKS)[number]

export const unticked = ({ checks }: { checks: readonly string[] }): Check[] =>
  CHECKS.filter(check => !checks.includes(check))
