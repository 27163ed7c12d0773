# A newcomer says yes and files a report by taps, typing nothing.
> /start
< flows.start.language.ask
> [@language]
< flows.start.privacy.ask
> [flows.start.privacy.options.more]
< flows.start.more.say
> [flows.start.privacy.options.yes]
< flows.start.thanks.say
> /report
< flows.report.safe.ask
> [flows.report.safe.options.yes]
< flows.report.what.ask
> [categories.group.work]
> [categories.labour_wages.title]
< flows.report.where.ask
> verb skip
< flows.report.story.ask
> verb skip
< engine.review
> [flows.report.check.options.quiet]
< flows.report.thanks.say
= receipt
> /news
< flows.news.receipt.ask
> "$receipt"
< notices.status.new
> [flows.news.news.options.finish]
< flows.news.bye.say
