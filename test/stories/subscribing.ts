import { readLines, type Story } from './story.ts'

/** Somebody new says yes and wants alerts about work, from everywhere, each at once. */
export const SUBSCRIBE: Story = readLines(
  'subscribe',
  `> /start
> [@language]
> [flows.start.privacy.options.yes]
> /alerts
> [categories.group.work]
> verb done
> verb skip
> [flows.alerts.often.options.single]`,
)
