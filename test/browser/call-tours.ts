/** Ways through all that one can do with calls. */
import { readLines, type Story } from '../stories/story.ts'

/**
 * Everything that one can do with calls. `all` offers everything, `few` one place that is taken and a poll of several answers, `over` has
 * ended, `none` is no call.
 */
export const callTour = ({ all, few, over, none }: Record<'all' | 'few' | 'over' | 'none', string>): Story =>
  readLines(
    'calls',
    `> /start c_${all}
> [@language]
> verb help
> [flows.campaign.what.options.sign]
> [flows.start.privacy.options.no]
< flows.campaign.unwilling.say
> /start c_${all}
> [flows.campaign.what.options.sign]
> [flows.start.privacy.options.yes]
< flows.campaign.signed.say
> [flows.campaign.what.options.rsvp]
< flows.campaign.coming.say
> [flows.campaign.what.options.decline]
< flows.campaign.staying.say
> [flows.campaign.what.options.poll]
< flows.campaign.one.ask
> [notices.campaign.other]
< flows.campaign.own.ask
> verb help
> "Clean water"
< flows.campaign.voted.say
> [flows.campaign.what.options.comment]
> verb help
> "My sister and me"
> verb skip
> verb help
> "Wages come late."
> verb done
> [flows.campaign.check.options.leave]
< flows.campaign.left.say
> [flows.campaign.what.options.comment]
> verb skip
> verb skip
> "Wages come late."
> verb done
> [flows.campaign.check.options.send]
< flows.campaign.sent.say
> [flows.campaign.what.options.organization]
> "Demo Union"
> "Osaka"
> [flows.campaign.check_name.options.send]
< flows.campaign.enlisted.say
> [flows.campaign.what.options.tell]
< flows.campaign.told_here.say
> [flows.campaign.what.options.friend]
> [flows.campaign.what.options.calendar]
> [flows.campaign.what.options.back]
> verb help
> [flows.campaign.which.options.sign]
< flows.campaign.undone.say
> [flows.campaign.what.options.finish]
> /start c_${few}
> [flows.campaign.what.options.rsvp]
< flows.campaign.waiting.say
> [flows.campaign.what.options.poll]
< flows.campaign.several.ask
> [#1]
> [#2]
> [#3]
> verb done
< flows.campaign.many.say
> [#3]
> verb done
< flows.campaign.voted.say
> [flows.campaign.what.options.comment]
< flows.campaign.q5.ask
> verb help
> verb skip
> verb help
> verb skip
> verb help
> verb skip
> verb skip
> verb skip
> "Wages come late."
> verb done
> [flows.campaign.check.options.leave]
> [flows.campaign.what.options.finish]
> /start c_${over}
< flows.campaign.over.say
> /start c_${none}
< flows.campaign.unknown.say`,
  )

/** Own words cannot be locked, and all else works. */
export const unlockedTour = (call: string): Story =>
  readLines(
    'unlocked',
    `> /start c_${call}
> [@language]
> [flows.campaign.what.options.poll]
> [flows.start.privacy.options.yes]
> [notices.campaign.other]
> "Clean water"
< flows.campaign.closed.say`,
  )
