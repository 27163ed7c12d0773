# What is no answer is told kindly, again and in other words, and nothing of it is taken.
> /start
> [@language]
> [flows.start.privacy.options.yes]
> "zzzz qqqq"
< engine.not_understood
> /nosuchthing
< engine.not_understood
> /report
> "perhaps"
< engine.retry.yesno
< flows.report.safe.ask
> [flows.report.safe.options.yes]
> "99"
< engine.retry.choice
> "zzzz qqqq"
< engine.retry.choice
< flows.report.what.ask
> "xyxyxy"
< flows.report.what.ask
> [categories.group.other]
> "Xyzzyxville"
< engine.retry.place
< flows.report.where.ask
> verb more
< flows.report.where.ask
> verb done
< engine.not_understood
> "Japan"
< flows.report.where.ask
> "Osaka"
< flows.report.story.ask
> verb done
< engine.nothing_yet
> verb repeat
< flows.report.story.ask
> verb back
< flows.report.where.ask
> verb skip
> verb skip
< engine.review
> "what?"
< flows.report.check.ask
> [flows.report.check.options.quiet]
= receipt
> /news
> "1234 5678 9012 3456"
< engine.receipt_typo
> "123"
< flows.news.receipt.ask
> "hello"
< flows.news.lost.say
