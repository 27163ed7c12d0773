# Not safe first, then a story in several messages, a wrong turn, a correction in the review, and news asked for.
> /start
> [@language]
> [flows.start.privacy.options.yes]
> /report
> [flows.report.safe.options.no]
< flows.report.danger.say
< flows.report.go_on.ask
> [flows.report.go_on.options.yes]
< flows.report.what.ask
> [categories.group.work]
> verb back
< flows.report.what.ask
> verb back
< flows.report.go_on.ask
> [flows.report.go_on.options.yes]
> [categories.group.work]
> [categories.workplace_injury.title]
> "Saitma"
> "I was hurt by the press on Monday."
< engine.parts_so_far
> "The company says nothing."
> verb done
< engine.review
> [change flows.report.where]
< flows.report.where.ask
> "Tokyo"
< engine.review
> [flows.report.check.options.tell]
< flows.report.thanks.say
= receipt
> /mydata
< flows.mydata.kept.ask
> [flows.mydata.kept.options.finish]
