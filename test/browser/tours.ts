/** Ways through the conversations that pass every question and every sentence, as stories. */

import { realWorld } from '../../src/house.ts'
import { newReceipt } from '../../src/privacy/receipts.ts'
import { readLines, type Story } from '../stories/story.ts'

const BEGIN = `> /start
> [@language]
> [flows.start.privacy.options.yes]`

/** Well-formed receipts of no report. */
const receipts = (count: number): string[] => Array.from({ length: count }, () => newReceipt(realWorld))
const typed = (lines: string[]): string => lines.map(line => `> "${line}"`).join('\n')

const TEXTS = {
  welcome: `> /start
> "zzzz qqqq"
> [@language]
> verb help
> "zzzz qqqq"
> [flows.start.privacy.options.more]
< flows.start.more.say
> [flows.start.privacy.options.no]
< flows.start.without.say
> verb help
> "zzzz qqqq"
> /privacy
> verb back
> [flows.report.title]
< engine.needs_consent
> [flows.start.privacy.options.yes]
< flows.report.safe.ask
> verb cancel
> /start`,

  report: `${BEGIN}
> [flows.report.title]
> verb help
> "perhaps"
> verb skip
> [flows.report.safe.options.yes]
> verb help
> "99"
> "zzzz qqqq"
> "xyxyxy"
> [categories.group.work]
> verb help
> verb back
> [categories.group.daily]
> [categories.housing.title]
> verb help
> "Xyzzyxville"
> [areas.JP]
> verb more
> verb back
> "Japan"
> "Osaka"
> verb help
> verb done
> "They did not pay me."
> @photo
> @voice
> verb done
> verb help
> "what?"
> [change flows.report.what]
> [categories.group.danger]
> [#1]
> [change flows.report.where]
> verb skip
> [change flows.report.story]
> "Something else happened: https://example.org/a-very-long-address-without-any-break-in-it-at-all"
> verb done
> [flows.report.check.options.tell]
< flows.report.thanks.say
> [flows.news.title]
< flows.news.news.ask
> verb help
> [flows.news.news.options.withdraw]
> verb help
> "perhaps"
> [flows.news.sure.options.no]
< flows.news.bye.say`,

  danger: `${BEGIN}
> /report
> [flows.report.safe.options.no]
< flows.report.danger.say
> verb help
> "perhaps"
> [flows.report.go_on.options.no]
< flows.report.stopped.say
> /report
> [flows.report.safe.options.no]
> [flows.report.go_on.options.yes]
> [categories.group.other]
> verb skip
> "I want to die"
< engine.safety.say
> verb skip
> [flows.report.check.options.quiet]
> verb mydata
> [flows.mydata.kept.options.finish]
< flows.mydata.bye.say`,

  news: `${BEGIN}
> /report
> [flows.report.safe.options.yes]
> [categories.group.other]
> verb skip
> verb skip
> [flows.report.check.options.quiet]
= receipt
> /news
< flows.news.receipt.ask
> verb help
> "1234 5678 9012 3456"
> "123"
> "hello"
< flows.news.lost.say
> /news
> "$receipt"
> [flows.news.news.options.answer]
< flows.news.more.ask
> verb help
> verb done
> "There is more to tell."
> verb done
< flows.news.added.say
> /news
> "$receipt"
< notices.status.written
> [flows.news.news.options.withdraw]
> [flows.news.sure.options.yes]
< flows.news.gone.say
> /news
> "$receipt"
< flows.news.unknown.say
${receipts(7)
  .map(receipt => `> /news\n${typed([receipt])}`)
  .join('\n')}
< flows.news.wait.say`,

  desk: `${BEGIN}
> [flows.desk.title]
> verb help
> "zzzz qqqq"
> [categories.group.work]
> verb help
> "Osaka"
< flows.desk.pick.ask
> verb help
> "zzzz qqqq"
> verb more
> [#1]
< flows.desk.card.say
> verb help
> "zzzz qqqq"
> [flows.desk.then.options.source]
< flows.desk.source.say
> [flows.desk.then.options.another]
> [#2]
> [flows.desk.then.options.finish]
< flows.desk.bye.say
> /desk
> [categories.group.danger]
> verb skip
> [#1]
> [flows.desk.then.options.source]
> [flows.desk.then.options.finish]
> /desk
> [categories.group.daily]
> [areas.JP]
< flows.desk.pick.ask`,

  alerts: `${BEGIN}
> [flows.alerts.title]
> verb help
> verb done
> "zzzz qqqq"
> [categories.group.work]
> [categories.group.care]
> verb done
> verb help
> "Xyzzyxville"
> "Osaka"
> verb help
> "zzzz qqqq"
> [flows.alerts.often.options.weekly]
< flows.alerts.here.say
> /alerts
< flows.alerts.have.ask
> verb help
> "zzzz qqqq"
> [flows.alerts.have.options.keep]
< flows.alerts.kept.say
> /alerts
> [flows.alerts.have.options.change]
> [categories.group.daily]
> verb done
> verb skip
> [flows.alerts.often.options.single]
> /alerts
> [flows.alerts.have.options.stop]
< flows.alerts.stopped.say
> verb stop`,

  always: `${BEGIN}
> [flows.language.title]
> verb help
> "zzzz qqqq"
> [@language]
< flows.language.done.say
> /person
> verb help
> "zzzz qqqq"
> [flows.person.how.options.finish]
< flows.person.bye.say
> /clear
> verb help
> "perhaps"
> [flows.clear.sure.options.no]
< flows.clear.kept.say
> /clear
> [flows.clear.sure.options.yes]
< flows.clear.nothing.say
> [flows.mydata.title]
< flows.mydata.kept.ask
> verb help
> "zzzz qqqq"
> [flows.mydata.kept.options.erase]
> verb help
> "perhaps"
> [flows.erase.sure.options.no]
< flows.erase.kept.say
> /erase
> [flows.erase.sure.options.yes]
< flows.erase.gone.say
> /start
> [@language]
> [flows.start.privacy.options.no]
> /mydata
< flows.mydata.none.say`,

  closed: `${BEGIN}
> /report
< flows.report.closed.say
> verb help
> "perhaps"
> [engine.no]
< flows.report.bye.say
> /report
> [engine.yes]
> [categories.group.work]
> "Tokyo"
< flows.desk.none.say`,
}

type TourName = keyof typeof TEXTS
export const tour = (name: TourName): Story => readLines(name, TEXTS[name])
/** Where reports are open and desks are known; `closed` is for where they are not. */
export const OPEN = (Object.keys(TEXTS) as TourName[]).filter(name => name !== 'closed')

/** A report about whose receipt staff then write. */
export const FILED = readLines(
  'filed',
  `${BEGIN}
> /report
> [flows.report.safe.options.yes]
> [categories.group.other]
> "Osaka"
> verb skip
> [flows.report.check.options.quiet]
= receipt`,
)

/** Two desks of a week ago, the second of which is gone, and two quotes. */
export const lettersTour = (receipt: string): Story => {
  const ask = `> /news\n> "${receipt}"`
  return readLines(
    'letters',
    `${ask}
< notices.mail.desk
< notices.desk_gone
< notices.mail.named
< flows.news.helped.ask
> verb help
> "zzzz qqqq"
> [flows.news.helped.options.no]
< flows.news.sorry.say
< flows.news.helped.ask
> [flows.news.helped.options.yes]
< flows.news.glad.say
< notices.mail.quote
< flows.news.print.ask
> verb help
> "zzzz qqqq"
> [flows.news.print.options.no]
< flows.news.unprinted.say
> [flows.news.print.options.yes]
< flows.news.printing.say
< notices.status.written
> verb help
> "zzzz qqqq"
> [flows.news.news.options.tell]
< flows.news.again.ask
> verb help
> "perhaps"
> [engine.yes]
< flows.news.told.say
${ask}
<! flows.news.helped.ask
<! flows.news.print.ask
> [flows.news.news.options.someone]
> verb help
> "zzzz qqqq"
> [flows.news.someone.options.tongue]
> verb help
> "x-------------------------------------------------------------"
> "Tiếng Việt"
< flows.news.wished.say
${ask}
> [flows.news.news.options.printed]
> verb help
> "perhaps"
> [flows.news.unprint.options.yes]
< flows.news.taken.say`,
  )
}

/** The day of the promise is over. */
export const lateTour = (receipt: string): Story =>
  readLines(
    'late',
    `> /news
> "${receipt}"
<! flows.news.news.options.printed
< notices.status.overdue
< notices.desks_now
> [flows.news.news.options.desks]
< flows.desk.topic.ask
> /menu`,
  )

/** A report that holds as much as one can. */
export const fullTour = (receipt: string): Story =>
  readLines(
    'full',
    `> /news
> "${receipt}"
> [flows.news.news.options.answer]
> "There is more to tell."
> verb done
< flows.news.full.say`,
  )
